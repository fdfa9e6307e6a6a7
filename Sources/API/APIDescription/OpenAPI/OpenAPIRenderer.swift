public import APILanguage

/// Writes a model as an OpenAPI 3.1 document in JSON.
///
/// The same model gives the same bytes. What OpenAPI has no place for stands in extensions:
///
/// - `x-timeout`, how long a request may take (`3s`), and `x-max-bytes`, how long its body may be;
/// - `x-range`, the range of a number that travels as text (`[1:100)`);
/// - `x-item-schema`, an event of a stream, in the form of OpenAPI 3.2's `itemSchema`;
/// - `x-connect`, the operation of a `connect` route, a method that OpenAPI does not know.
public struct OpenAPIRenderer: Sendable {
    /// What the service puts around its answers.
    public var envelope: ResponseEnvelope
    /// Handlers whose answers come without the envelope, and whose failures have a form of their own.
    public var bareHandlers: Set<String>
    /// The URLs that the service is reached at; none if the document is served by the service itself.
    public var servers: [String]
    /// How the document is laid out.
    public var layout: JSONLayout

    /// Makes a renderer.
    public init(
        envelope: ResponseEnvelope = .none, bareHandlers: Set<String> = [], servers: [String] = [],
        layout: JSONLayout = .pretty
    ) {
        self.envelope = envelope
        self.bareHandlers = bareHandlers
        self.servers = servers
        self.layout = layout
    }

    /// The document of a checked model, as UTF-8 text that ends with a line break where it is pretty.
    public func render(_ model: APIModel) -> String {
        let builder = OpenAPIBuilder(
            model, answers: AnswerForm(envelope: envelope, bareHandlers: bareHandlers), servers: servers)
        return JSONTree.object(builder.document).text(layout)
    }
}

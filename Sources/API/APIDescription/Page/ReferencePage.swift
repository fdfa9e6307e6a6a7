public import APILanguage

/// Writes a model as one HTML page for those who use the API.
///
/// The page loads nothing and runs nothing: its style stands in it, and its security policy forbids the rest. It follows
/// the reader's choice of a light or a dark screen. Each route, group and type has an anchor (`#op-createOrder`,
/// `#group-order`, `#type-Order`). The same model gives the same bytes.
public struct ReferencePage: Sendable {
    /// What the service puts around its answers.
    public var envelope: ResponseEnvelope
    /// Handlers whose answers come without the envelope, and whose failures have a form of their own.
    public var bareHandlers: Set<String>
    /// What the example requests are sent to, without a slash at the end.
    public var baseURL: String

    /// Makes a renderer.
    public init(
        envelope: ResponseEnvelope = .none, bareHandlers: Set<String> = [],
        baseURL: String = "http://localhost:8888"
    ) {
        self.envelope = envelope
        self.bareHandlers = bareHandlers
        self.baseURL = baseURL
    }

    /// The page of a checked model, as UTF-8 text.
    public func render(_ model: APIModel) -> String {
        let answers = AnswerForm(envelope: envelope, bareHandlers: bareHandlers)
        return PageBuilder(model, answers: answers, baseURL: baseURL).page().text
    }
}

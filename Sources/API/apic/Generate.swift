public import APIDescription
import APILanguage
public import APISwift
public import ArgumentParser

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the Swift of a file: types, handler protocols, routes, documents.")

    @Argument(help: "The .api file, or - for standard input.")
    var file: String

    @Option(name: .shortAndLong, help: "Where to write; standard output if not given.")
    var output: String?

    @Option(help: "Who sees the declarations: internal, package or public.")
    var access = SwiftRenderer.Access.internal

    @Flag(help: "Use JSONDecimal, which is exact, for float32 and float64.")
    var decimals = false

    @Option(help: "What is around responses in the documents: none, or sojourn for code, msg and data.")
    var envelope = ResponseEnvelope.none

    @Option(name: .customLong("bare"), help: "A handler that answers without the envelope. May be given several times.")
    var bareHandlers: [String] = []

    func run() throws {
        let model = try Input.model(file)
        var options = SwiftRenderer.Options()
        options.access = access
        options.usesDecimals = decimals
        let documents = SwiftRenderer.Documents(
            openAPI: OpenAPIRenderer(envelope: envelope, bareHandlers: Set(bareHandlers)).render(model),
            referencePage: ReferencePage(envelope: envelope, bareHandlers: Set(bareHandlers)).render(model))
        let name = file.split(separator: "/").last.map(String.init) ?? file
        try Output.write(SwiftRenderer(model, options: options).render(file: name, documents: documents), to: output)
    }
}

extension SwiftRenderer.Access: ExpressibleByArgument {}
extension ResponseEnvelope: ExpressibleByArgument {}

import APIDescription
import ArgumentParser

struct OpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Write a file as an OpenAPI 3.1 document.")

    @Argument(help: "The .api file, or - for standard input.")
    var file: String

    @Option(name: .shortAndLong, help: "Where to write; standard output if not given.")
    var output: String?

    @Option(help: "What is around responses: none, or sojourn for code, msg and data.")
    var envelope = ResponseEnvelope.none

    @Option(name: .customLong("bare"), help: "A handler that answers without the envelope. May be given several times.")
    var bareHandlers: [String] = []

    @Option(name: .customLong("server"), help: "A URL that the service is reached at. May be given several times.")
    var servers: [String] = []

    func run() throws {
        let model = try Input.model(file)
        let renderer = OpenAPIRenderer(envelope: envelope, bareHandlers: Set(bareHandlers), servers: servers)
        try Output.write(renderer.render(model), to: output)
    }
}

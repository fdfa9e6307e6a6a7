import ArgumentParser

@main
struct Apic: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apic", abstract: "Compiles .api files, the contracts of HTTP services, to Swift.",
        discussion: """
            A file may be - for standard input. What is wrong with a file is told as file:line:column: error: …; the \
            exit status is 1 then.
            """,
        subcommands: [Generate.self, Validate.self, Format.self, OpenAPI.self, Routes.self])
}

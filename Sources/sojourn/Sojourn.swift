import ArgumentParser

/// The one executable: each subcommand reads its options and hands over.
@main
struct Sojourn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sojourn",
        abstract: "The booking backend of a homestay platform.",
        subcommands: [
            Serve.self, Migrate.self, Seed.self, Token.self, Demo.self, AuditCommand.self, QueueCommand.self,
            ShowSettings.self, Version.self,
        ])
}

import ArgumentParser
import NIOCore
import NIOPosix

/// The one executable: each subcommand reads its options and hands over.
@main
struct Sojourn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sojourn",
        abstract: "The booking backend of a homestay platform.",
        subcommands: [Serve.self, Migrate.self, Seed.self, Token.self, Demo.self, Version.self])

    static func main() async {
        // Handlers that run on the event loops spare each request several hand-overs between threads. It must happen
        // before the first task is made, and nothing here blocks the loops.
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        await Self.main(nil)
    }
}

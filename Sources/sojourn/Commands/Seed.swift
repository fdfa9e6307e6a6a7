import ArgumentParser
import Logging
import TravelRPC
import UsercenterRPC

struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill the catalogue with sample homestays and hosts. What is there already stays as it is.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.load()
        let logger = StartUp.bootstrapLogging(settings)
        try await StartUp.explaining {
            let added = try await Self.seed(settings, logger: logger)
            print(added == 0 ? "The sample homestays are there already." : "Added \(added) homestays.")
        }
    }

    /// Adds what is missing, and returns how many homestays that were.
    static func seed(_ settings: SojournSettings, logger: Logger) async throws -> Int {
        let directory = try DataDirectory(path: settings.dataDirectory)
        return try await Backends.withDatabases(
            of: [.travelRPC, .usercenterRPC], in: directory, settings: settings, logger: logger
        ) { backends in
            let hosts = try await UsercenterRPCServer.seedHosts(backends.records(.users))
            return try await TravelRPCServer.seed(backends.records(.travel), hosts: hosts)
        }
    }
}

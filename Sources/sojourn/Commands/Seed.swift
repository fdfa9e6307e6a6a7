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
        let backends = try await Backends.openFiles(
            for: [.travelRPC, .usercenterRPC], in: directory, queue: settings.queue, logger: logger)
        do {
            let hosts = try await UsercenterRPCServer.seedHosts(backends.records(.users))
            let added = try await TravelRPCServer.seed(backends.records(.travel), hosts: hosts)
            await backends.close()
            return added
        } catch {
            await backends.close()
            throw error
        }
    }
}

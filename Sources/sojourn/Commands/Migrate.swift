import ArgumentParser
import DatabasePostgreSQL
import Logging
import OrderRPC
import PaymentRPC
import TravelRPC
import UsercenterRPC

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the schemas of all databases up to date. `serve` does the same when it starts.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.load()
        let logger = StartUp.bootstrapLogging(settings)
        try await StartUp.explaining {
            let directory = try DataDirectory(path: settings.dataDirectory)
            try await Backends.withDatabases(
                of: Set(ServiceName.allCases), in: directory, settings: settings, logger: logger
            ) { backends in
                try await OrderRPCServer.migrate(backends.records(.orders))
                try await PaymentRPCServer.migrate(backends.records(.payments))
                try await TravelRPCServer.migrate(backends.records(.travel))
                try await UsercenterRPCServer.migrate(backends.records(.users))
            }
            switch settings.records {
            case .files: print("The databases in \(directory.path) are up to date.")
            case .postgres(let configuration): print("The databases on \(configuration.address) are up to date.")
            }
        }
    }
}

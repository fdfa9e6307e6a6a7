import ArgumentParser
import Foundation
import Logging

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run services: all of them in this process, or those that are named.")

    @Argument(
        help: ArgumentHelp(
            "The services to run; all unless named. One of "
                + ServiceName.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "service"))
    var services: [ServiceName] = []

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.load()
        let logger = StartUp.bootstrapLogging(settings)
        let services = services.isEmpty ? Set(ServiceName.allCases) : Set(services)
        try await StartUp.explaining {
            let admin = StartUp.bootstrapMetrics(of: services, settings, logger: logger)
            let traces = try StartUp.bootstrapTracing(of: services, settings)
            let process = try await SojournProcess.build(
                services, settings: settings, admin: admin, traces: traces, logger: logger
            ) { addresses in
                ReadyLine(services: services, addresses: addresses).announce(logger: logger)
            }
            try await process.run()
            logger.notice("stopped")
        }
    }
}

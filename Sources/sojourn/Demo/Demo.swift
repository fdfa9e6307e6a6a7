import ArgumentParser
import Clocks
import Foundation
import Logging
import ServiceLifecycle
import Telemetry
import UnixSignals

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the life of orders as it happens: placed, paid, left unpaid and closed.",
        discussion: """
            Without --url it starts all services in this process, with a data directory of their own that is removed \
            in the end. With --url it asks an instance that runs already; two guests and three orders stay there.
            """)

    @Option(help: ArgumentHelp("The address of a running instance, http://127.0.0.1:8888 for example."))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "How long orders may stay unpaid, as in 8s. With --url it only says how that instance is set, so that "
                + "the demo can tell how punctual it was. (default: 8s without --url)", valueName: "time"),
        transform: Self.duration)
    var closeAfter: Duration?

    @Option(
        help: ArgumentHelp(
            "How long to wait for an unpaid order to close where --close-after is not known. (default: 25m)",
            valueName: "time"),
        transform: Self.duration)
    var wait: Duration = .seconds(25 * 60)

    func validate() throws {
        if let url {
            guard let parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme),
                parts.host?.isEmpty == false, parts.query == nil, parts.fragment == nil
            else { throw ValidationError("--url must be an address such as http://127.0.0.1:8888, not «\(url)»") }
        } else if let closeAfter, !Self.ownCloseAfter.contains(closeAfter) {
            throw ValidationError("--close-after must be 3s to 10m, or the first order may close before it is paid")
        }
        guard wait >= .seconds(1) else { throw ValidationError("--wait must be at least 1s") }
    }

    func run() async throws {
        // A reader of our output that goes away is an error of that write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        LoggingSystem.bootstrap(format: .auto, level: .warning)
        try await StartUp.explaining { try await tell(logger: Logger(label: "demo")) }
    }

    private func tell(logger: Logger) async throws {
        let (addresses, address) = AsyncStream.makeStream(of: String.self)
        let closeAfter = url == nil ? closeAfter ?? .seconds(8) : closeAfter
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let url {
            address.yield(url)
        } else if let closeAfter {
            services.append(.init(service: DemoInstance(closeAfter: closeAfter, address: address, logger: logger)))
        }
        let telling = DemoTelling(addresses: addresses, closeAfter: closeAfter, maximumWait: wait)
        // Whatever way the story ends, the instance is stopped in good order, and the story's error is ours.
        services.append(
            .init(
                service: telling, successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .gracefullyShutdownGroup))
        try await ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }

    /// What `--close-after` can be for an instance of our own.
    private static let ownCloseAfter: ClosedRange<Duration> = .seconds(3) ... .seconds(600)

    @Sendable private static func duration(_ text: String) throws -> Duration {
        guard let duration = Duration(text: text) else {
            throw ValidationError("«\(text)» is no time; write it as 300ms, 8s or 20m")
        }
        return duration
    }
}

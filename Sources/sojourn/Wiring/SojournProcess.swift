import Logging
import NIOPosix
import RuntimeMetrics
import ServiceKit
import ServiceLifecycle
import UnixSignals

/// A process of Sojourn: some of its services, and what they stand on.
struct SojournProcess {
    private let background: [any Service]
    private let backends: Backends
    private let settings: SojournSettings
    private let logger: Logger

    /// Assembles a process. Nothing is served yet.
    ///
    /// - Parameters:
    ///   - metrics: the process's metrics, if they are to be served.
    ///   - onReady: called with the process's addresses once requests and calls are taken.
    /// - Throws: an error that says which setting, file or address is at fault.
    static func build(
        _ services: Set<ServiceName>, settings: SojournSettings, metrics: ProcessMetrics? = nil, logger: Logger,
        onReady: @escaping @Sendable (ServingAddresses) async -> Void
    ) async throws -> SojournProcess {
        let directory = try DataDirectory(path: settings.dataDirectory)
        let backends = try await Backends.open(
            for: services, in: directory, settings: settings, registry: metrics?.registry, logger: logger)
        do {
            let assembly = try await Assembly(
                services, settings: settings, directory: directory, backends: backends, logger: logger)
            let background = try await assembly.background(isMeasured: metrics != nil, onReady: onReady)
            // First to start and last to stop, so that a process can be watched to its end.
            let watching: [any Service] = metrics.map {
                [$0.endpoint, LagProbe(eventLoops: MultiThreadedEventLoopGroup.singleton)]
            } ?? []
            return SojournProcess(
                background: watching + background, backends: backends, settings: settings,
                logger: logger)
        } catch {
            await backends.close()
            throw error
        }
    }

    /// Runs until SIGTERM or SIGINT, and then until what is under way has ended or its time is over.
    func run() async throws {
        var configuration = ServiceGroupConfiguration(
            services: background.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.shutdown.timeout
        configuration.maximumCancellationDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await backends.close()
            throw error
        }
        await backends.close()
    }
}

public import Logging
import ServiceLifecycle
import UnixSignals

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Runs the parts of a process, from the first start to the last stop.
///
/// Parts start in their order, each when the one before it has started. They stop the other way round, so what others
/// stand on comes first: what exports traces, what serves metrics, connections to other services, servers of gRPC,
/// workers, and HTTP last.
///
/// SIGTERM and SIGINT stop it: it says that it is not ready, waits until whoever sends it requests has noticed
/// (`shutdown.delay`), and has each part finish what is under way, for `shutdown.timeout` altogether. A second signal ends
/// the process at once. A part that ends by itself takes the process with it.
public struct ProcessLifecycle: Sendable {
    private let parts: [ServicePart]
    private let readiness: Readiness
    private let settings: ShutdownSettings
    private let logger: Logger
    private let onStarted: @Sendable () async -> Void
    /// None in tests, whose process is not theirs to stop.
    var signals: [UnixSignal] = [.sigterm, .sigint]

    /// - Parameters:
    ///   - parts: in the order in which they start.
    ///   - dependencies: what the process needs to be ready.
    ///   - readiness: told when all parts run, how the dependencies do, and when the process stops.
    ///   - onStarted: called when all parts run.
    public init(
        _ parts: [ServicePart], dependencies: [Dependency] = [], readiness: Readiness, settings: ShutdownSettings,
        logger: Logger, onStarted: @escaping @Sendable () async -> Void = {}
    ) {
        let watch = DependencyWatch(dependencies, readiness: readiness, logger: logger)
        self.parts = [ServicePart("watch over the dependencies", watch)] + parts
        self.readiness = readiness
        self.settings = settings
        self.logger = logger
        self.onStarted = onStarted
    }

    /// Runs until a signal, and then until all parts have stopped or their time is over.
    /// - Throws: ``PartFailure`` where a part ended by itself, when all others have stopped.
    public func run() async throws {
        let group = ServiceGroup(configuration: configuration)
        let signals = await UnixSignalsSequence(trapping: signals)
        try await withThrowingTaskGroup(of: Ended.self) { tasks in
            tasks.addTask {
                await heed(signals, group)
                return .signals
            }
            tasks.addTask {
                try await withGracefulShutdownHandler {
                    try await group.run()
                } onGracefulShutdown: {
                    readiness.stop()
                }
                return .parts
            }
            defer { tasks.cancelAll() }
            for try await ended in tasks where ended == .parts { return }
        }
    }

    private enum Ended {
        case signals, parts
    }

    private var configuration: ServiceGroupConfiguration {
        var turn = StartGate()
        turn.open()
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        let started = ServicePart("start", StartedProcess(readiness: readiness, onStarted: onStarted))
        for part in parts + [started] {
            let next = StartGate()
            services.append(
                .init(
                    service: PartRunner(part: part, turn: turn, next: next, onFailure: note),
                    // The others finish what is under way, whatever has become of one.
                    failureTerminationBehavior: .gracefullyShutdownGroup))
            turn = next
        }
        var configuration = ServiceGroupConfiguration(services: services, logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.timeout
        configuration.maximumCancellationDuration = .seconds(5)
        return configuration
    }

    private func note(_ failure: PartFailure) {
        readiness.stop()
        logger.critical(
            "the process ends, as a part of it has ended",
            metadata: ["part": "\(failure.part)", "error": "\(failure.cause.map { "\($0)" } ?? "–")"])
    }

    private func heed(_ signals: UnixSignalsSequence, _ group: ServiceGroup) async {
        await withDiscardingTaskGroup { tasks in
            var isStopping = false
            for await signal in signals {
                guard !isStopping else {
                    logger.warning("stopping at once: this is the second signal", metadata: ["signal": "\(signal)"])
                    // As the shell counts processes that a signal ended. What is under way is lost, as by kill -9.
                    exit(128 + (signal == .sigint ? SIGINT : SIGTERM))
                }
                isStopping = true
                logger.notice("stopping", metadata: ["signal": "\(signal)"])
                tasks.addTask { await stop(group) }
            }
        }
    }

    private func stop(_ group: ServiceGroup) async {
        readiness.stop()
        // Cancelled where a part has ended the process meanwhile.
        guard (try? await Task.sleep(for: settings.delay)) != nil else { return }
        await group.triggerGracefulShutdown()
    }
}

public import Clocks
public import Logging
public import Metrics
public import ServiceLifecycle

/// Samples the sizes and counters of all queues into metrics, under the names and labels of asynq's own exporter.
public struct QueueMetrics: Service {
    private let broker: any TaskInspection
    private let interval: Duration
    private let clock: any WallClock
    private let metricsFactory: (any MetricsFactory)?
    private let logger: Logger

    /// - Parameters:
    ///   - interval: the time between two samples.
    ///   - metricsFactory: where the figures go; the one that the process has installed if none is given.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption` for an interval that is not more than zero.
    public init(
        broker: any TaskInspection, interval: Duration = .seconds(15), clock: any WallClock = SystemWallClock(),
        metricsFactory: (any MetricsFactory)? = nil, logger: Logger
    ) throws(TaskQueueError) {
        guard interval > .zero else { throw .invalidOption("interval", "\(interval) is not more than zero") }
        self.broker = broker
        self.interval = interval
        self.clock = clock
        self.metricsFactory = metricsFactory
        self.logger = logger
    }

    /// Samples until a graceful shutdown or cancellation.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var series: [String: QueueSeries] = [:]
            let factory = metricsFactory ?? MetricsSystem.factory
            while !Task.isCancelled {
                do {
                    try await sample(into: &series, factory)
                } catch {
                    // A shutdown may cut short what is under way.
                    guard !Task.isCancelled else { return }
                    logger.warning("cannot sample the queues", metadata: ["error": "\(error)"])
                }
                do {
                    try await clock.sleep(for: interval)
                } catch {
                    return  // Cancelled.
                }
            }
        }
    }

    private func sample(
        into series: inout [String: QueueSeries], _ factory: any MetricsFactory
    ) async throws(TaskQueueError) {
        let queues = try await broker.queues()
        for (queue, gone) in series where !queues.contains(queue) {
            gone.destroy()
            series[queue] = nil
        }
        for queue in queues {
            do {
                let statistics = try await broker.statistics(of: queue)
                series[queue, default: QueueSeries(queue: queue, factory: factory)].record(statistics)
            } catch  where error.code == .notFound {
                continue  // Deleted since it was listed: the next sample takes its metrics away.
            }
        }
    }
}

public import Clocks
public import Logging
public import Metrics
public import ServiceLifecycle

/// Samples how far consumer groups came into metrics, under the names and labels of the usual exporter of Kafka's:
/// `kafka_consumergroup_lag` and `kafka_consumergroup_current_offset`, by `consumergroup`, `topic` and `partition`.
public struct EventLagMetrics: Service {
    private let inspector: any EventInspector
    private let groups: [String]
    private let interval: Duration
    private let clock: any WallClock
    private let metricsFactory: (any MetricsFactory)?
    private let logger: Logger

    /// - Parameters:
    ///   - interval: the time between two samples.
    ///   - metricsFactory: where the figures go; the one that the process has installed if none is given.
    /// - Throws: ``EventLogError`` with the code `invalidArgument` for an interval that is not more than zero, or a group
    ///   of no valid name.
    public init(
        inspector: any EventInspector, groups: [String], interval: Duration = .seconds(15),
        clock: any WallClock = SystemWallClock(), metricsFactory: (any MetricsFactory)? = nil, logger: Logger
    ) throws(EventLogError) {
        guard interval > .zero else {
            throw EventLogError(.invalidArgument, "samples are taken every \(interval), which is not more than zero")
        }
        for group in groups { try EventNames.checkGroup(group) }
        self.inspector = inspector
        self.groups = groups
        self.interval = interval
        self.clock = clock
        self.metricsFactory = metricsFactory
        self.logger = logger
    }

    /// Samples until a graceful shutdown or cancellation.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var series: [GroupSeries.ID: GroupSeries] = [:]
            let factory = metricsFactory ?? MetricsSystem.factory
            var isFailing = false
            while !Task.isCancelled {
                do {
                    try await sample(into: &series, factory)
                    isFailing = false
                } catch {
                    // A shutdown may cut short what is under way.
                    guard !Task.isCancelled else { return }
                    if !isFailing {
                        logger.warning(
                            "cannot sample consumer groups, it will be retried", metadata: ["error": "\(error)"])
                    }
                    isFailing = true
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
        into series: inout [GroupSeries.ID: GroupSeries], _ factory: any MetricsFactory
    ) async throws(EventLogError) {
        var present: Set<GroupSeries.ID> = []
        for group in groups {
            for progress in try await inspector.progress(of: group) {
                let id = GroupSeries.ID(group: group, topic: progress.topic, partition: progress.partition)
                present.insert(id)
                let known = series[id] ?? GroupSeries(id, factory: factory)
                known.record(progress)
                series[id] = known
            }
        }
        for (id, gone) in series where !present.contains(id) {
            gone.destroy()
            series[id] = nil
        }
    }
}

/// The metrics of a group in one partition.
private struct GroupSeries {
    struct ID: Hashable {
        var group: String
        var topic: String
        var partition: Int
    }

    private let lag: Gauge
    private let offset: Gauge

    init(_ id: ID, factory: any MetricsFactory) {
        let labels = [("consumergroup", id.group), ("topic", id.topic), ("partition", "\(id.partition)")]
        lag = Gauge(label: "kafka_consumergroup_lag", dimensions: labels, factory: factory)
        offset = Gauge(label: "kafka_consumergroup_current_offset", dimensions: labels, factory: factory)
    }

    func record(_ progress: GroupProgress) {
        lag.record(progress.lag)
        offset.record(progress.committed)
    }

    /// Takes the metrics of a group or partition away that there is no more.
    func destroy() {
        lag.destroy()
        offset.destroy()
    }
}

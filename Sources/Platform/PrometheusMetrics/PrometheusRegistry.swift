public import Logging
import Synchronization

/// All metrics of a process, in memory, until Prometheus asks for them.
///
///     let registry = PrometheusRegistry(logger: logger)
///     MetricsSystem.bootstrap(PrometheusMetricsFactory(registry: registry))
///     …
///     let document = registry.document(.text)
///
/// Making a metric takes a lock; recording takes none and allocates nothing. A name belongs to the type that had it
/// first: where another asks for it, that is logged and what it records is dropped. A name has at most
/// ``Configuration/maximumSeries`` label sets: what is beyond them is recorded in one series, `overflow="true"`.
public final class PrometheusRegistry: Sendable {
    let configuration: Configuration
    let logger: Logger
    let state = Mutex(State())

    public init(configuration: Configuration = Configuration(), logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Says what a metric is for. Where nobody does, its HELP line repeats its label.
    /// - Parameters:
    ///   - label: the metric's label in swift-metrics, or its exposed name. It need not exist yet.
    ///   - help: one line.
    public func describe(_ label: String, _ help: String) {
        state.withLock { $0.help[MetricName.valid(label)] = help }
    }

    /// What each metric stands at, sorted by name and by labels.
    public func families() -> [MetricFamily] {
        let (families, help, collectors) = state.withLock { ($0.families, $0.help, $0.collectors) }
        let recorded = families.values.map { family in
            MetricFamily(
                name: family.name.exposed, kind: family.kind,
                help: help[family.name.exposed] ?? help[family.name.plain] ?? family.label,
                series: family.series.values.sorted { $0.id.labels.text < $1.id.labels.text }
                    .map { MetricFamily.Series(labels: $0.id.labels.text, value: $0.value) })
        }
        return recorded.merged(with: collectors.flatMap { $0() })
    }

    /// All metrics as a document for Prometheus.
    public func document(_ format: ExpositionFormat) -> [UInt8] {
        format.document(of: families())
    }
}

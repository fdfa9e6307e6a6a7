import CoreMetrics
import Logging
import OTLPTracing
import PrometheusMetrics
import RuntimeMetrics
import ServiceKit
import Telemetry

/// What watches a process: its logs, metrics and traces, set up once and before all else.
struct HostObservation {
    let registry: PrometheusRegistry
    /// What runs for it.
    let parts: [ServicePart]

    /// - Throws: an error that names the setting that cannot be used.
    init(of service: String, _ settings: HostSettings) throws {
        LoggingSystem.bootstrap(
            format: settings.log.format, level: settings.log.level, metadataProvider: .trace)
        let logger = Logger(label: service)
        let registry = PrometheusRegistry(configuration: .service, logger: logger)
        registry.describeServiceMetrics()
        registry.addProcessMetrics()
        registry.addLostLogLines { LogOutput.standardError.lostLines }
        MetricsSystem.bootstrap(PrometheusMetricsFactory(registry: registry))
        self.registry = registry
        let exporter = try settings.traces.start(
            as: TraceResource(serviceName: service), logger: Logger(label: "traces"))
        parts = exporter.map { [$0] } ?? []
    }
}

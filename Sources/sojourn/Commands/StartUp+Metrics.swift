import CoreMetrics
import Logging
import PrometheusMetrics

extension StartUp {
    /// Has the metrics of this process recorded, and returns what is to serve them; `nil` where they are switched off.
    ///
    /// Comes before anything that makes a metric, and once in a process.
    static func bootstrapMetrics(
        of services: Set<ServiceName>, _ settings: SojournSettings, logger: Logger
    ) -> MetricsEndpoint? {
        guard let port = settings.metricsPort.number(for: services) else { return nil }
        let registry = PrometheusRegistry(logger: logger)
        registry.describeQueueMetrics()
        registry.describeLagMetrics()
        MetricsSystem.bootstrap(PrometheusMetricsFactory(registry: registry))
        return MetricsEndpoint(
            registry: registry, address: HTTPAddress(host: settings.metricsHost, port: port),
            logger: Logger(label: "metrics"))
    }
}

import CoreMetrics
import Logging
import PrometheusMetrics
import RuntimeMetrics
import Telemetry

extension StartUp {
    /// Has the metrics of this process recorded, and returns how they are to be served; `nil` where they are switched off.
    ///
    /// Comes before anything that makes a metric, and once in a process.
    static func bootstrapMetrics(
        of services: Set<ServiceName>, _ settings: SojournSettings, logger: Logger
    ) -> AdminPlan? {
        guard let port = settings.metricsPort.number(for: services) else { return nil }
        let registry = PrometheusRegistry(configuration: .service, logger: logger)
        registry.describeServiceMetrics()
        registry.describeQueueMetrics()
        registry.describeLagMetrics()
        registry.addProcessMetrics()
        registry.addLostLogLines { LogOutput.standardError.lostLines }
        MetricsSystem.bootstrap(PrometheusMetricsFactory(registry: registry))
        return AdminPlan(registry: registry, address: HTTPAddress(host: settings.metricsHost, port: port))
    }
}

import Logging
import PrometheusMetrics
import ServiceKit

/// Where a process is to serve its metrics and what else an operator asks.
struct AdminPlan {
    let registry: PrometheusRegistry
    let address: HTTPAddress

    /// What serves them.
    func part(readiness: Readiness, settings: SojournSettings, serving: ServingRecord) -> ServicePart {
        let entrance = AdminEntrance(
            AdminRoutes(registry: registry, readiness: readiness, settings: settings.effective), at: address,
            logger: Logger(label: "admin"))
        return ServicePart("admin", entrance) { serving.note(await entrance.address()) { $0.admin = $1 } }
    }
}

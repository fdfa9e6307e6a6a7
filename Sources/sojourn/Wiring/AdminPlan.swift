import Logging
import NIOPosix
import PrometheusMetrics
import RuntimeMetrics
import ServiceKit

/// Where a process is to serve its metrics and what else an operator asks.
struct AdminPlan {
    let registry: PrometheusRegistry
    let address: HTTPAddress

    /// What looks after the process itself.
    var watch: [ServicePart] {
        [ServicePart("lag probe", LagProbe(eventLoops: MultiThreadedEventLoopGroup.singleton))]
    }

    /// What serves them.
    func part(readiness: Readiness, settings: SojournSettings, serving: ServingRecord) -> ServicePart {
        let routes = AdminRoutes(registry: registry, readiness: readiness, settings: settings.effective)
        let server = routes.server(host: address.host, port: address.port, logger: Logger(label: "admin"))
        let advice = ListenAdvice(group: "metrics", address: address, alternative: ", or to off")
        return ServicePart("admin", HTTPEntrance(server: server, advice: advice)) { [host = address.host] in
            serving.note(await server.listeningPort()) { $0.admin = HTTPAddress(host: host, port: $1) }
        }
    }
}

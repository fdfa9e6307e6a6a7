import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PrometheusMetrics
import ServiceLifecycle

/// Serves what Prometheus scrapes, `GET /metrics`, on a port of its own.
struct MetricsEndpoint: Service {
    private let registry: PrometheusRegistry
    private let wanted: HTTPAddress
    private let logger: Logger
    private let listening = AsyncStream.makeStream(of: HTTPAddress.self)

    /// - Parameter address: where to listen; port 0 takes a free one.
    init(registry: PrometheusRegistry, address: HTTPAddress, logger: Logger) {
        self.registry = registry
        wanted = address
        self.logger = logger
    }

    /// Waits until metrics are served, and says where; `nil` where that failed. For one caller, once.
    func address() async -> HTTPAddress? {
        await listening.stream.first { _ in true }
    }

    /// Serves until shutdown.
    /// - Throws: `StartError` that names the setting and the address, if it cannot be listened on.
    func run() async throws {
        defer { listening.continuation.finish() }
        let router = Router()
        router.get("metrics") { [registry] request, _ in
            let format = ExpositionFormat(
                accept: request.headers[values: .accept].joined(separator: ","))
            return Response(
                status: .ok, headers: [.contentType: format.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: registry.document(format))))
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(wanted.host, port: wanted.port)),
            onServerRunning: { [wanted, listening] channel in
                let port = channel.localAddress?.port ?? wanted.port
                listening.continuation.yield(HTTPAddress(host: wanted.host, port: port))
            }, logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw startError(error)
        } catch is SocketAddressError.UnknownHost {
            throw StartError("metrics.host: \(wanted.host) is not an address or a name that can be resolved")
        }
    }

    private func startError(_ error: IOError) -> StartError {
        let place = "\(wanted.host):\(wanted.port)"
        switch error.errnoCode {
        case EADDRINUSE:
            return StartError(
                "metrics.port: \(place) is in use by another process; set SOJOURN_METRICS_PORT to another, or to off")
        case EACCES:
            return StartError("metrics.port: no permission to listen on \(place); use a port above 1023")
        case EADDRNOTAVAIL:
            return StartError("metrics.host: \(wanted.host) is not an address of this machine")
        default:
            return StartError("metrics.port: cannot listen on \(place): \(error)")
        }
    }
}

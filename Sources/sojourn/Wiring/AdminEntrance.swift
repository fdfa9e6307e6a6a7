import Foundation
import Logging
import NIOCore
import PrometheusMetrics
import ServiceKit
import ServiceLifecycle

/// Serves metrics, health and what else an operator asks, and says what to do where the address cannot be listened on.
struct AdminEntrance: Service {
    private let endpoint: AdminEndpoint
    private let wanted: HTTPAddress

    /// - Parameter address: where to listen; port 0 takes a free one.
    init(_ routes: AdminRoutes, at address: HTTPAddress, logger: Logger) {
        endpoint = AdminEndpoint(routes, host: address.host, port: address.port, logger: logger)
        wanted = address
    }

    /// Waits until it serves, and says where; `nil` where that failed. For one caller, once.
    func address() async -> HTTPAddress? {
        await endpoint.servedPort().map { HTTPAddress(host: wanted.host, port: $0) }
    }

    /// Serves until shutdown.
    /// - Throws: `StartError` that names the setting and the address, if it cannot be listened on.
    func run() async throws {
        do {
            try await endpoint.run()
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

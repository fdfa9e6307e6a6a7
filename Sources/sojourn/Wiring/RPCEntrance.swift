import Foundation
import RPCTransport
import ServiceLifecycle

/// Serves gRPC, and says what to do where the address cannot be listened on.
struct RPCEntrance: Service {
    let server: RPCServer
    let service: ServiceName

    /// - Throws: `StartError` that names the setting and the address.
    func run() async throws {
        do {
            try await server.run()
        } catch let error as RPCServer.ListenError {
            throw Self.startError(error, service)
        }
    }

    private static func startError(_ error: RPCServer.ListenError, _ service: ServiceName) -> StartError {
        let place = error.address
        switch error.errorNumber {
        case EADDRINUSE:
            return StartError(
                """
                rpc.port: \(place), where \(service.rawValue) is to be served over gRPC, is in use by another process; \
                set SOJOURN_RPC_PORT to another, or to 0 for a free one, and the endpoints of the others to match
                """)
        case EACCES:
            return StartError("rpc.port: no permission to listen on \(place); use a port above 1023")
        case EADDRNOTAVAIL:
            return StartError("rpc.host: \(place.host) is not an address of this machine")
        case .some:
            return StartError("rpc.port: cannot listen on \(place): \(error.cause)")
        case nil:
            return StartError("rpc.host: \(place.host) is not an address or a name that can be resolved")
        }
    }
}

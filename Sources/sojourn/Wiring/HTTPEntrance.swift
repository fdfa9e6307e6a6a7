import Foundation
import ServiceKit
import ServiceLifecycle

/// Serves HTTP, says when it does, and what to do where the address cannot be listened on.
struct HTTPEntrance: Service {
    let server: HTTPServer
    let address: HTTPAddress
    let onReady: @Sendable (HTTPAddress) async -> Void

    /// - Throws: `StartError` that names the setting and the address.
    func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                // Where it cannot listen there is none, and the first task says why.
                if await server.listeningPort() != nil { await onReady(address) }
                try await group.waitForAll()
            }
        } catch let error as HTTPServer.ListenError {
            throw startError(error)
        }
    }

    private func startError(_ error: HTTPServer.ListenError) -> StartError {
        let place = "\(address.host):\(address.port)"
        switch error.errorNumber {
        case EADDRINUSE:
            return StartError("http.port: \(place) is in use by another process; set SOJOURN_HTTP_PORT to another")
        case EACCES:
            return StartError("http.port: no permission to listen on \(place); use a port above 1023")
        case EADDRNOTAVAIL:
            return StartError("http.host: \(address.host) is not an address of this machine")
        case .some:
            return StartError("http.port: cannot listen on \(place): \(error.cause)")
        case nil:
            return StartError("http.host: \(address.host) is not an address or a name that can be resolved")
        }
    }
}

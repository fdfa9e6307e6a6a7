import ServiceKit
import ServiceLifecycle

/// Serves HTTP, and says what to do where the address cannot be listened on.
struct HTTPEntrance: Service {
    let server: HTTPServer
    let advice: ListenAdvice

    /// - Throws: `StartError` that names the setting and the address.
    func run() async throws {
        do {
            try await server.run()
        } catch let error as HTTPServer.ListenError {
            throw advice.startError(error)
        }
    }
}

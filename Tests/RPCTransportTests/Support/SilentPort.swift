import NIOCore
import NIOPosix

/// Runs `body` with a port on which connections are accepted, and nothing is ever said.
func withSilentPort<Value>(_ body: (Int) async throws -> Value) async throws -> Value {
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .bind(host: "127.0.0.1", port: 0).get()
    do {
        let value = try await body(listener.localAddress?.port ?? 0)
        try await listener.close()
        return value
    } catch {
        try await listener.close()
        throw error
    }
}

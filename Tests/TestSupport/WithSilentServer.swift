import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Runs `body` with a port that takes connections and never says anything.
public func withSilentServer<Value>(_ body: (_ port: Int) async throws -> Value) async throws -> Value {
    guard let listener = LoopbackPort.listen(on: 0) else { throw NeverHappened(description: "no port to listen on") }
    defer { close(listener) }
    return try await body(LoopbackPort.port(of: listener))
}

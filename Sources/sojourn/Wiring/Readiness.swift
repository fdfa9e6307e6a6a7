import ServiceLifecycle

/// Says that a process without HTTP is ready, once its gRPC servers take calls.
struct Readiness: Service {
    private let listening: [@Sendable () async throws -> Void]
    private let onReady: @Sendable () async -> Void

    init(of listening: [@Sendable () async throws -> Void], onReady: @escaping @Sendable () async -> Void) {
        self.listening = listening
        self.onReady = onReady
    }

    func run() async throws {
        for server in listening { try await server() }
        await onReady()
        // A service that returns ends the process.
        try await gracefulShutdown()
    }
}

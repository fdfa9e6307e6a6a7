import ServiceLifecycle

/// Says that a process without HTTP is ready, once its gRPC servers take calls.
struct Readiness: Service {
    let onReady: @Sendable () async -> Void

    func run() async throws {
        await onReady()
        // A service that returns ends the process.
        try await gracefulShutdown()
    }
}

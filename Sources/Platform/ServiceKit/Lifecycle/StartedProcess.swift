import ServiceLifecycle

/// The last part of a process: when its turn comes, all others run.
struct StartedProcess: Service {
    let readiness: Readiness
    let onStarted: @Sendable () async -> Void

    func run() async throws {
        readiness.start()
        await onStarted()
        try await gracefulShutdown()
    }
}

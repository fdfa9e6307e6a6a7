import ServiceLifecycle
import ServiceLifecycleTestKit

/// Runs a service while `body` runs, then has it stop gracefully, and `stopping` run while it does.
func withService(
    _ service: some Service, _ body: () async throws -> Void, stopping: () async throws -> Void = {}
) async throws {
    try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            try await body()
            trigger.triggerGracefulShutdown()
            try await stopping()
            try await group.waitForAll()
        }
    }
}

import EventLog
import ServiceLifecycle
import ServiceLifecycleTestKit
import TestSupport

/// Runs a consumer while `body` runs, and shuts it down gracefully after.
func withConsumer(
    _ consumer: any EventConsumer, handling handle: @escaping @Sendable (any AssignedPartition) async throws -> Void,
    _ body: () async throws -> Void
) async throws {
    try await withShutdown(of: { try await consumer.run(handle) }, body)
}

/// Runs a service while `body` runs, and shuts it down gracefully after.
func withService(_ service: some Service, _ body: () async throws -> Void) async throws {
    try await withShutdown(of: { try await service.run() }, body)
}

private func withShutdown(
    of run: @escaping @Sendable () async throws -> Void, _ body: () async throws -> Void
) async throws {
    try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await run() }
            try await body()
            trigger.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }
}

extension AssignedPartition {
    /// Gives each record to `collector` and commits it, until the partition goes to another member.
    func collect(into collector: Collector<EventRecord>) async throws {
        for try await record in records {
            collector.append(record)
            do {
                try await commit(through: record.offset)
            } catch {
                guard error.code == .notAssigned else { throw error }
                return
            }
        }
    }
}

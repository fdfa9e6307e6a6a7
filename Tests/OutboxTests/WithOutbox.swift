import Clocks
import Database
import Outbox
import ServiceLifecycle
import ServiceLifecycleTestKit
import TestSupport

/// A service's database with an outbox in it, for one test.
struct TestOutbox: Sendable {
    let database: any Database
    let clock: ManualWallClock

    /// Writes messages, their keys `0`, `1`, … unless told, in one transaction.
    func add(_ keys: [String], kind: String = "close-order") async throws {
        let now = clock.now
        try await database.write { connection in
            for key in keys {
                try Outbox.add(kind: kind, key: key, payload: "payload of \(key)", at: now, in: connection)
            }
        }
    }

    func relay(
        batchSize: Int = 256, concurrency: Int = 64, deliver: @escaping OutboxRelay.Delivery
    ) -> OutboxRelay {
        OutboxRelay(
            database: database, clock: clock, logger: quietLogger, batchSize: batchSize, concurrency: concurrency,
            deliver: deliver)
    }

    /// When a relay may take the next message.
    func nextDue() async throws -> Timestamp {
        let nanoseconds: Int64? = try await database.read { connection in
            try connection.firstRow("SELECT MIN(due_at) FROM outbox") { row in try row.next() }
        }
        return nanoseconds.map { Timestamp(nanoseconds: $0) } ?? .distantFuture
    }

    func status() async throws -> OutboxStatus {
        let now = clock.now
        return try await database.read { try Outbox.status(at: now, in: $0) }
    }
}

/// Opens a database with an outbox and a clock that stands still, and removes it after.
func withOutbox(_ engine: TestEngine = .sqlite, _ body: (TestOutbox) async throws -> Void) async throws {
    try await withDatabase(engine) { database in
        try await database.migrate([
            Migration(1, "outbox", Outbox.schema), Migration(2, "traces", Outbox.traceSchema),
        ])
        try await body(TestOutbox(database: database, clock: ManualWallClock()))
    }
}

/// Runs a service while `body` runs, and shuts it down gracefully after.
func withService(_ service: some Service, _ body: () async throws -> Void) async throws {
    try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            try await body()
            trigger.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }
}

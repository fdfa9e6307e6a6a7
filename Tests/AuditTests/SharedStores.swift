import Clocks
import Database
import DatabaseSQLite
import EventLogSQLite
import MqueueContract
import OrderRPC
import PaymentRPC
import Redis
import TaskQueue
import TaskQueueRedis
import TaskQueueSQLite
import TestSupport

/// Where the task queue of a test is.
enum SharedQueue: String, CaseIterable, Sendable {
    case embedded, redis
}

/// Stores that are opened twice.
enum SharedStores {
    /// Runs `body` with two views of the same stores, whose connections are their own.
    static func with(
        _ queue: SharedQueue, _ body: @Sendable (AuditSystem, AuditSystem) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            try await withQueues(queue, in: folder) { brokers in
                let databases = try await Databases(in: folder)
                try await closing({ await databases.close() }) {
                    let systems = try await databases.systems(brokers)
                    try await body(systems[0], systems[1])
                }
            }
        }
    }

    private struct Databases: Sendable {
        let all: [[SQLiteDatabase]]

        init(in folder: String) async throws {
            var all: [[SQLiteDatabase]] = []
            for _ in 0..<2 {
                var view: [SQLiteDatabase] = []
                for name in ["orders", "payments", "events"] {
                    view.append(try await SQLiteDatabase(path: "\(folder)/\(name).sqlite", logger: quietLogger))
                }
                all.append(view)
            }
            self.all = all
        }

        func systems(_ brokers: [AuditSystem.Queue]) async throws -> [AuditSystem] {
            try await OrderRPCServer.migrate(all[0][0])
            try await PaymentRPCServer.migrate(all[0][1])
            var systems: [AuditSystem] = []
            for (view, broker) in zip(all, brokers) {
                systems.append(
                    AuditSystem(
                        orders: view[0], payments: view[1], broker: broker,
                        events: try await SQLiteEventLog(database: view[2], logger: quietLogger)))
            }
            return systems
        }

        func close() async {
            for database in all.joined() { await database.close() }
        }
    }

    private static func withQueues(
        _ queue: SharedQueue, in folder: String, _ body: @Sendable ([AuditSystem.Queue]) async throws -> Void
    ) async throws {
        switch queue {
        case .embedded:
            let path = "\(folder)/queue.sqlite"
            let one = try await SQLiteDatabase(path: path, logger: quietLogger)
            let two = try await SQLiteDatabase(path: path, logger: quietLogger)
            try await closing({
                await one.close(); await two.close()
            }) {
                try await body([try await SQLiteBroker(database: one), try await SQLiteBroker(database: two)])
            }
        case .redis:
            try await withRedis { server in
                let configuration = try RedisConfiguration(url: server.url)
                let one = RedisClient(configuration: configuration, logger: quietLogger)
                let two = RedisClient(configuration: configuration, logger: quietLogger)
                try await closing({
                    await one.shutdown(); await two.shutdown()
                }) {
                    try await body([
                        try await RedisBroker(client: one, clock: SystemWallClock(), logger: quietLogger),
                        try await RedisBroker(client: two, clock: SystemWallClock(), logger: quietLogger),
                    ])
                }
            }
        }
    }

    /// Runs `body`, and `close` after it whatever happens.
    private static func closing(_ close: () async -> Void, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            await close()
            throw error
        }
        await close()
    }
}

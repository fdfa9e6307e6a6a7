import Clocks
import DatabaseSQLite
import Foundation
import Logging
import TaskQueue
import TaskQueueSQLite
import Testing

/// A broker that the conformance suite runs against, with a clock that the test moves.
struct BrokerFixture: Sendable, CustomTestStringConvertible {
    typealias Subject = any Broker & TaskInspection

    let testDescription: String
    /// Makes an empty broker, hands it to the body, and cleans up after it also where it throws.
    let withBroker: @Sendable (ManualWallClock, @Sendable (Subject) async throws -> Void) async throws -> Void

    /// Every broker there is.
    static let all = [sqlite]

    static let sqlite = BrokerFixture(testDescription: "SQLite") { clock, body in
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock, body)
        }
    }
}

/// Opens the queue in a file, as a process would that starts.
func withSQLiteBroker(
    _ path: String, _ clock: any WallClock, _ body: (SQLiteBroker) async throws -> Void
) async throws {
    let database = try await SQLiteDatabase(path: path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    do {
        try await body(SQLiteBroker(database: database, clock: clock))
    } catch {
        await database.close()
        throw error
    }
    await database.close()
}

/// A path for a database, in a folder that is deleted afterwards.
func withSQLiteFile(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "task-queue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Left-overs in the temporary folder do no harm.
    try await body(folder.appending(path: "queue.sqlite").path)
}

extension BrokerFixture {
    /// The same, with a clock made for it.
    func run(
        _ body: @Sendable (Subject, TaskQueueClient, ManualWallClock) async throws -> Void
    ) async throws {
        let clock = ManualWallClock()
        try await withBroker(clock) { broker in
            try await body(broker, TaskQueueClient(broker: broker, clock: clock), clock)
        }
    }
}

extension TaskQueueClient {
    /// Enqueues a task `type` with the payload `payload` as text.
    @discardableResult
    func add(_ id: String, type: String = "t", payload: String = "x", _ options: TaskOptions = .init())
        async throws(TaskQueueError) -> TaskInfo
    {
        var options = options
        options.taskID = id
        return try await enqueue(type: type, payload: Array(payload.utf8), options: options)
    }
}

extension Broker {
    /// Takes tasks from `default` with a lease of 30 s.
    func take(_ limit: Int = 10, from queues: [String] = ["default"]) async throws(TaskQueueError) -> [LeasedTask] {
        try await dequeue(from: queues, limit: limit, leaseDuration: .seconds(30))
    }

    func settle(_ task: LeasedTask, _ transition: TaskOutcome.Transition) async throws(TaskQueueError) -> [TaskLease] {
        try await settle([TaskOutcome(task, transition)])
    }
}

/// The code of the error that `body` throws, `nil` where it throws none.
func codeThrown(by body: () async throws -> Void) async -> TaskQueueError.Code? {
    do {
        try await body()
        return nil
    } catch let error as TaskQueueError {
        return error.code
    } catch {
        Issue.record(error)
        return nil
    }
}

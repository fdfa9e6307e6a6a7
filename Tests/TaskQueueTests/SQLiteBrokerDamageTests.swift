import Clocks
import Database
import DatabaseSQLite
import TaskQueue
import TaskQueueSQLite
import Testing

@Suite("a queue in a SQLite file that somebody has written into")
struct SQLiteBrokerDamageTests {
    /// Enqueues `a`, `b` and `c`, and hands the body the means to change the row of `b`.
    private func withBroker(
        _ options: TaskOptions = .init(),
        _ body: (SQLiteBroker, ManualWallClock, (_ assignment: String) async throws -> Void) async throws -> Void
    ) async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock) { broker in
                for id in ["a", "b", "c"] { try await TaskQueueClient(broker: broker).add(id, options) }
                try await withSQLiteDatabase(path) { database in
                    try await body(broker, clock) { assignment in
                        try await database.write { connection in
                            let count = try connection.execute("UPDATE tasks SET \(assignment) WHERE id = 'b'")
                            #expect(count == 1)
                        }
                    }
                }
            }
        }
    }

    private let request = DequeueRequest(queues: ["default"], limit: 10, leaseDuration: .seconds(30))

    @Test(
        "a task that cannot be read is set aside and reported once, and the others go on",
        arguments: [
            ("headers = 'no JSON'", "headers"), ("headers = '[1]'", "headers"), ("payload = 'text'", "payload"),
            ("type = x'00'", "type"), ("max_retry = 'many'", "max_retry"), ("deadline = 1.5", "deadline"),
            ("lock_number = 'x'", "lock_number"),
        ])
    func setAside(assignment: String, column: String) async throws {
        try await withBroker { broker, _, damage in
            try await damage(assignment)
            let delivery = try await broker.dequeue(request)
            #expect(delivery.tasks.ids == ["a", "c"])
            #expect(delivery.unreadable.map(\.taskID) == ["b"])
            #expect(delivery.unreadable.map(\.queue) == ["default"])
            #expect(delivery.unreadable[0].reason.contains(column))
            #expect(try await broker.dequeue(request) == Delivery())
            let statistics = try await broker.statistics(of: "default")
            #expect(statistics.unreadableCount == 1)
            #expect(statistics.counts == [.active: 2])
        }
    }

    @Test("a task whose id cannot be read is reported without one")
    func namelessTask() async throws {
        try await withBroker { broker, _, damage in
            try await damage("id = x'ff00'")
            let delivery = try await broker.dequeue(request)
            #expect(delivery.tasks.ids == ["a", "c"])
            #expect(delivery.unreadable.map(\.taskID) == [""])
        }
    }

    @Test("an operator is told why, sees the others, and can delete it")
    func operated() async throws {
        try await withBroker { broker, _, damage in
            try await damage("headers = '{'")
            let listed = try await broker.tasks(in: "default", state: .pending, group: nil, offset: 0, limit: 10)
            #expect(listed.map(\.id) == ["a", "c"])
            #expect(await codeThrown { _ = try await broker.task("b", in: "default") } == .brokerFailure)
            _ = try await broker.dequeue(request)
            #expect(await codeThrown { _ = try await broker.task("b", in: "default") } == .brokerFailure)
            #expect(await codeThrown { try await broker.run("b", in: "default") } == .wrongState)
            try await broker.delete("b", in: "default")
            #expect(try await broker.statistics(of: "default").unreadableCount == 0)
        }
    }

    @Test("a task that was damaged while it ran does not hinder the recovery of others")
    func active() async throws {
        try await withBroker { broker, clock, damage in
            _ = try await broker.dequeue(request)
            try await damage("headers = ''")
            clock.advance(by: .seconds(30))
            let expired = try await broker.expiredLeases(in: ["default"], limit: 10)
            #expect(expired.ids == ["a", "c"])
            _ = try await broker.settle(expired.map { TaskOutcome($0, .recover) })
            let delivery = try await broker.dequeue(request)
            #expect(delivery.tasks.ids.sorted() == ["a", "c"])
            #expect(delivery.unreadable.map(\.taskID) == ["b"])
        }
    }

    @Test("a member of a group that was damaged does not hinder the aggregation of others")
    func grouped() async throws {
        try await withBroker(.init(group: "g")) { broker, _, damage in
            try await damage("payload = 7")
            #expect(try await broker.set(.init(maxSize: 3)).tasks.map(\.id) == ["a", "c"])
            #expect(try await broker.dequeue(request).unreadable.map(\.taskID) == ["b"])
        }
    }

    @Test("a task in a state that there is not is out of the way, and can be deleted")
    func unknownState() async throws {
        try await withBroker { broker, _, damage in
            try await damage("state = 77")
            #expect(try await broker.dequeue(request).tasks.ids == ["a", "c"])
            #expect(await codeThrown { _ = try await broker.task("b", in: "default") } == .brokerFailure)
            #expect(try await broker.statistics(of: "default").unreadableCount == 1)
            try await broker.delete("b", in: "default")
            #expect(try await broker.statistics(of: "default").unreadableCount == 0)
        }
    }
}

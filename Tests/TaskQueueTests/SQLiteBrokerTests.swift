import Clocks
import Database
import DatabaseSQLite
import TaskQueue
import Testing

@testable import TaskQueueSQLite

@Suite("a queue in a SQLite file")
struct SQLiteBrokerTests {
    @Test("outlives the process that filled it")
    func reopened() async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock) { broker in
                let client = TaskQueueClient(broker: broker)
                try await client.add("a", .init(uniqueFor: .seconds(60)))
                try await client.add("b")
                _ = try await broker.take(1)
            }
            try await withSQLiteBroker(path, clock) { broker in
                let first = try await broker.task("a", in: "default")
                #expect(first.state == .active)
                #expect(try await broker.take().ids == ["b"])
                let client = TaskQueueClient(broker: broker)
                #expect(
                    await codeThrown { try await client.add("c", .init(uniqueFor: .seconds(60))) } == .duplicateTask)
            }
        }
    }

    @Test("keeps the tasks of the version that knew no groups and limits")
    func migrated() async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteDatabase(path) { database in
                try await database.migrate([Schema.tasks])
                try await database.write { connection in
                    try connection.execute("INSERT INTO queues (name) VALUES ('default')")
                    for (id, state) in [("pending", RowState.pending), ("active", .active), ("retry", .retry)] {
                        try connection.execute(
                            """
                            INSERT INTO tasks (queue, id, state, rank, type, payload, max_retry, lease_token)
                            VALUES ('default', $1, $2, 1, 't', $3, 5, 7)
                            """, id, state.rawValue, Array("x".utf8))
                    }
                }
            }
            try await withSQLiteBroker(path, clock) { broker in
                #expect(try await broker.statistics(of: "default").counts == [.pending: 1, .active: 1, .retry: 1])
                let expired = try await broker.expiredLeases(in: ["default"], limit: 10)
                #expect(expired.ids == ["active"])
                #expect(try await broker.settle(expired[0], .recover).isEmpty)
                _ = try await broker.forwardDue(in: ["default"])
                let tasks = try await broker.take()
                #expect(tasks.ids == ["active", "pending", "retry"])
                #expect(tasks.map(\.crashCount) == [1, 0, 0])
            }
        }
    }

    @Test("is unavailable, in words of the queue, when its database was closed")
    func closed() async throws {
        try await withSQLiteFile { path in
            var kept: SQLiteBroker?
            try await withSQLiteBroker(path, ManualWallClock()) { kept = $0 }
            let broker = try #require(kept)
            #expect(await codeThrown { _ = try await broker.take() } == .brokerFailure)
            #expect(await codeThrown { _ = try await broker.queues() } == .brokerFailure)
            #expect(await codeThrown { try await broker.cancel("a") } == .brokerFailure)
        }
    }

    @Test("keeps due times to the nanosecond")
    func dueTimes() async throws {
        try await BrokerFixture.sqlite.run { broker, client, clock in
            let due = clock.now + .nanoseconds(1_000_000_001)
            try await client.add("a", .init(processAt: due))
            clock.set(to: due - .nanoseconds(1))
            #expect(try await broker.forwardDue(in: ["default"]) == due)
            clock.set(to: due)
            #expect(try await broker.forwardDue(in: ["default"]) == nil)
            #expect(try await broker.take().ids == ["a"])
        }
    }

    @Test("hands out what a limit held back once nobody sets the limit any longer")
    func lifted() async throws {
        try await BrokerFixture.sqlite.run { broker, client, _ in
            for id in ["a", "b", "c"] { try await client.add(id, type: "slow") }
            #expect(try await broker.take(limits: ["slow": TaskLimit(concurrency: 1)]).ids == ["a"])
            #expect(try await broker.statistics(of: "default").counts == [.active: 1, .pending: 2])
            #expect(try await broker.take().ids == ["b", "c"])
        }
    }

    @Test("lets a limit without sense stop nothing but its type", arguments: [Int.min, 0, Int.max])
    func senseless(number: Int) async throws {
        try await BrokerFixture.sqlite.run { broker, client, _ in
            let period: Duration = number == 0 ? .seconds(-1) : .seconds(Int64.max)
            for (type, concurrency) in [("odd", number), ("strange", nil)] {
                let limit = TaskLimit(concurrency: concurrency, rate: .init(number, per: period, burst: number))
                try await client.add("\(type) 1", type: type)
                try await client.add("\(type) 2", type: type)
                try await client.add("not \(type)")
                #expect(try await broker.take(limits: [type: limit]).ids.contains("not \(type)"))
                #expect(try await broker.take(limits: [type: limit]).isEmpty)
            }
        }
    }

    @Test("passes over thousands of tasks in several looks, and asks for the next one")
    func manyHeld() async throws {
        try await BrokerFixture.sqlite.run { broker, client, _ in
            let limits = ["slow": TaskLimit(concurrency: 1)]
            let slow = (0..<2_500).map { TaskRequest(type: "slow", payload: [], options: .init(taskID: "\($0)")) }
            try await client.enqueue(slow)
            try await client.add("fast")
            #expect(try await broker.take(1, limits: limits).ids == ["0"])
            var ready = broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            #expect(try await broker.take(1, limits: limits).isEmpty)
            try #require(await ready.next() != nil)
            #expect(try await broker.take(1, limits: limits).isEmpty)
            try #require(await ready.next() != nil)
            #expect(try await broker.take(1, limits: limits).ids == ["fast"])
            let pending = try await broker.tasks(in: "default", state: .pending, group: nil, offset: 0, limit: 2)
            #expect(pending.map(\.id) == ["1", "2"])
        }
    }

    @Test("forgets what has expired")
    func forgotten() async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock) { broker in
                let identity = ProcessIdentity(host: "h", pid: 1, id: "1")
                let attempt = AttemptInfo(
                    taskID: "a", type: "t", payload: [], queue: "default", startedAt: clock.now, deadline: clock.now)
                let server = ServerInfo(
                    identity: identity, concurrency: 1, queues: [:], isStrict: false, status: .active,
                    startedAt: clock.now, attempts: [attempt])
                try await broker.announce(server, for: .seconds(10))
                let entry = SchedulerEntry(
                    id: "e", spec: "@daily", type: "t", payload: [], options: [], nextEnqueueAt: nil,
                    previousEnqueueAt: nil)
                try await broker.announce([entry], of: identity, for: .seconds(10))
                try await broker.record(EnqueueEvent(taskID: "a", enqueuedAt: clock.now), of: "e")
                try await broker.cancel("a")
                try await TaskQueueClient(broker: broker).add("a", type: "slow")
                _ = try await broker.take(limits: ["slow": TaskLimit(concurrency: 1)])
                clock.advance(by: .seconds(91 * 86_400))
                try await broker.deleteExpired(in: ["default"])
                try await withSQLiteDatabase(path) { database in
                    for table in [
                        "servers", "server_attempts", "scheduler_entries", "enqueue_events", "cancellations",
                        "type_limits",
                    ] {
                        let count: Int? = try await database.read { connection in
                            try connection.firstRow("SELECT COUNT(*) FROM \(table)") { try $0.next() }
                        }
                        #expect(count == 0, "\(table)")
                    }
                }
            }
        }
    }
}

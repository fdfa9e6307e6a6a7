import Database
import TestSupport
import Testing

@testable import DatabasePostgreSQL

@Suite("The pool of connections", .timeLimit(.minutes(10)))
struct PoolTests {
    @Test func `who waits too long is told that all connections are in use`() async throws {
        try await withPostgres {
            $0.poolSize = 1
            $0.acquireTimeout = .milliseconds(50)
        } _: { database in
            let gate = Gate()
            async let held: Void = database.write { _ in gate.pass() }
            await gate.waitForArrival()
            for _ in 0..<2 {
                let error = await databaseError { try await database.one() }
                #expect(error?.code == .unavailable)
                #expect(error?.message.contains("exhausted") == true)
                #expect(error?.message.contains(database.address) == true)
            }
            #expect(database.pool.waitingCount == 0)
            gate.open()
            try await held
            #expect(try await database.one() == 1)
        }
    }

    @Test func `who comes first is served first`() async throws {
        try await withPostgres {
            $0.poolSize = 1
        } _: { database in
            let gate = Gate()
            let order = Collector<Int>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.write { _ in gate.pass() } }
                await gate.waitForArrival()
                for number in 0..<20 {
                    group.addTask {
                        try await database.read { _ in order.append(number) }
                    }
                    try await eventually("\(number) waits") { database.pool.waitingCount == number + 1 }
                }
                gate.open()
                try await group.waitForAll()
            }
            #expect(order.values == Array(0..<20))
        }
    }

    @Test func `a task that is cancelled no longer waits`() async throws {
        try await withPostgres {
            $0.poolSize = 1
        } _: { database in
            let gate = Gate()
            async let held: Void = database.write { _ in gate.pass() }
            await gate.waitForArrival()
            let runs = Collector<Void>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await database.write { _ in runs.append(()) }
                    }
                }
                try await eventually("the task waits") { database.pool.waitingCount == 1 }
                group.cancelAll()
            }
            #expect(database.pool.waitingCount == 0)
            gate.open()
            try await held
            #expect(runs.values.isEmpty)
        }
    }

    @Test func `a task that was cancelled before can still finish its work`() async throws {
        try await withPostgres { database in
            try await database.execute("CREATE TABLE entry (id BIGINT)")
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    #expect(await databaseError { try await database.execute("INSERT INTO entry VALUES (1)") } == nil)
                }
            }
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 1)
        }
    }

    @Test func `there are no more connections than allowed, and they are used again`() async throws {
        try await withPostgres { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<500 { group.addTask { _ = try await database.one() } }
                try await group.waitForAll()
            }
            let count = try await database.number(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()")
            #expect((1...4).contains(count ?? 0))
        }
    }
}

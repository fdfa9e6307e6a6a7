import Database
import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import DatabasePostgreSQL

@Suite("Transactions in each other's way", .timeLimit(.minutes(10)))
struct ConflictTests {
    @Test func `of two in a deadlock both succeed, one of them at a second attempt`() async throws {
        try await withPostgres { database in
            try await database.execute("CREATE TABLE account (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL)")
            try await database.execute("INSERT INTO account VALUES (1, 0), (2, 0)")
            let attempts = Collector<Void>()
            let meeting = Meeting()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await database.write { connection in
                            attempts.append(())
                            try connection.execute("SET LOCAL deadlock_timeout = '10ms'")
                            let raise = "UPDATE account SET amount = amount + 1 WHERE id = $1"
                            try connection.execute(raise, first)
                            meeting.attend()
                            try connection.execute(raise, second)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(attempts.values.count == 3)
            #expect(try await database.number("SELECT amount FROM account WHERE id = 1") == 2)
            #expect(try await database.number("SELECT amount FROM account WHERE id = 2") == 2)
        }
    }

    private static let failure = "DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40001'; END $$"

    @Test func `a serialisation failure is met by running the transaction again`() async throws {
        try await withPostgres { database in
            let attempts = Collector<Void>()
            let result = try await database.write { connection in
                attempts.append(())
                if attempts.values.count < 4 {
                    // Whatever the closure makes of the error, the transaction is lost.
                    do { try connection.execute(Self.failure) } catch { throw Refusal() }
                }
                return "done"
            }
            #expect(result == "done")
            #expect(attempts.values.count == 4)
        }
    }

    @Test func `a transaction that is always in the way is given up`() async throws {
        try await withPostgres { database in
            let attempts = Collector<Void>()
            let error = await databaseError {
                try await database.write { connection in
                    attempts.append(())
                    try connection.execute(Self.failure)
                }
            }
            #expect(error?.code == .conflict)
            #expect(error?.message == "in the way")
            #expect(attempts.values.count == 10)
        }
    }

    @Test func `an error of the closure's own is passed on at once`() async throws {
        try await withPostgres { database in
            let attempts = Collector<Void>()
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("SELECT 1")
                    attempts.append(())
                    throw DatabaseError(.conflict, "changed meanwhile")
                }
            }
            #expect(error?.message == "changed meanwhile")
            #expect(attempts.values.count == 1)
        }
    }

    private struct Refusal: Error {}

    /// Two transactions meet once; later attempts pass by.
    private final class Meeting: Sendable {
        private let arrivals = Atomic(0)
        private let both = DispatchSemaphore(value: 0)

        func attend() {
            switch arrivals.wrappingAdd(1, ordering: .relaxed).newValue {
            case 1: _ = both.wait(timeout: .now() + 10)
            case 2: both.signal()
            default: break
            }
        }
    }
}

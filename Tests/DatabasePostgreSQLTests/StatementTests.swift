import Database
import Synchronization
import TestSupport
import Testing

@testable import DatabasePostgreSQL

@Suite("Statements on PostgreSQL", .timeLimit(.minutes(10)))
struct StatementTests {
    /// A migration is not subject to the limits that the tests set.
    private static let table = Migration(1, "item", ["CREATE TABLE item (id BIGINT)"])

    @Test func `a statement that takes too long is ended, and the connection goes on`() async throws {
        try await withPostgres {
            $0.statementTimeout = .milliseconds(200)
            $0.poolSize = 1
        } _: { database in
            try await database.migrate([Self.table])
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO item VALUES (1)")
                    try connection.execute("SELECT pg_sleep(20)")
                }
            }
            #expect(error?.code == .timeout)
            #expect(error?.isRetryable == true)
            #expect(error?.sql == "SELECT pg_sleep(20)")
            #expect(try await database.number("SELECT COUNT(*) FROM item") == 0)
        }
    }

    @Test func `waiting for a lock is limited too`() async throws {
        try await withPostgres {
            $0.statementTimeout = .milliseconds(200)
        } _: { database in
            try await database.migrate([Self.table])
            try await database.execute("INSERT INTO item VALUES (1)")
            let gate = Gate()
            async let held: Void = database.write { connection in
                try connection.execute("UPDATE item SET id = 2")
                gate.pass()
            }
            await gate.waitForArrival()
            #expect(await databaseError { try await database.execute("UPDATE item SET id = 3") }?.code == .timeout)
            gate.open()
            try await held
            #expect(try await database.number("SELECT id FROM item") == 2)
        }
    }

    @Test func `a text with a NUL character is refused before it is sent`() async throws {
        try await withPostgres { database in
            let error = await databaseError {
                try await database.write { try $0.execute("SELECT $1, $2", 1, "a\0b") }
            }
            #expect(error?.code == .invalidStatement)
            #expect(error?.message.contains("$2 contains a NUL character") == true)
        }
    }

    @Test func `more parameters than the protocol takes are refused`() async throws {
        try await withPostgres { database in
            let error = await databaseError {
                try await database.write { try $0.execute("SELECT 1", Array(repeating: 1, count: 65_536)) }
            }
            #expect(error?.code == .invalidStatement)
            #expect(error?.message.contains("65535 is the most") == true)
        }
    }

    @Test func `a connection keeps no more prepared statements than it may`() async throws {
        try await withPostgres {
            $0.poolSize = 1
        } _: { database in
            for number in 0..<(StatementCache.capacity + 100) {
                #expect(try await database.number("SELECT 1 + \(number)") == number + 1)
                // Used all the time, so that it stays.
                #expect(try await database.one() == 1)
            }
            let count = try await database.number("SELECT COUNT(*) FROM pg_prepared_statements")
            let limit = StatementCache.capacity + TransactionControl.allCases.count
            #expect(try #require(count) <= limit)
            let kept = try await database.number(
                "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement = 'SELECT 1'")
            #expect(kept == 1)
        }
    }

    @Test func `a parameter that is null at first has a type later`() async throws {
        try await withPostgres {
            $0.poolSize = 1
        } _: { database in
            try await database.execute("CREATE TABLE entry (a BIGINT, b TEXT)")
            let insert = "INSERT INTO entry (a, b) VALUES ($1, $2)"
            let rows: [(Int?, String?)] = [(nil, nil), (1, nil), (nil, "b"), (2, "b"), (nil, nil), (3, nil)]
            for (a, b) in rows { try await database.execute(insert, a, b) }
            #expect(try await database.number("SELECT COUNT(*) FROM entry WHERE a IS NULL") == 3)
            #expect(try await database.number("SELECT COUNT(*) FROM entry WHERE b IS NULL") == 4)
            let prepared = try await database.number(
                "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO entry%'")
            #expect(prepared == 3)
        }
    }

    @Test func `a table that was changed is no obstacle to statements that were prepared`() async throws {
        try await withPostgres {
            $0.poolSize = 1
        } _: { database in
            try await database.execute("CREATE TABLE entry (a BIGINT)")
            try await database.execute("INSERT INTO entry VALUES (1)")
            for _ in 0..<2 { #expect(try await database.number("SELECT * FROM entry") == 1) }
            try await database.execute("ALTER TABLE entry ALTER a TYPE TEXT")
            #expect(try await database.text("SELECT * FROM entry") == "1")
            // As a proxy between us and the server might.
            _ = try await database.read { try $0.execute("DEALLOCATE ALL") }
            #expect(try await database.text("SELECT * FROM entry") == "1")
        }
    }

    @Test func `numbers of all of PostgreSQL's types are read`() async throws {
        try await withPostgres { database in
            let integers = [
                "CAST(-7 AS SMALLINT)": -7, "CAST(-7 AS INTEGER)": -7, "CAST(-7 AS BIGINT)": -7, "1 < 2": 1, "2 < 1": 0,
                "SUM(x) FROM (VALUES (9007199254740993), (1)) AS t (x)": 9_007_199_254_740_994,
                "CAST(-120000 AS NUMERIC)": -120_000, "CAST(0 AS NUMERIC)": 0, "CAST(3.00 AS NUMERIC(9, 2))": 3,
                "CAST(9223372036854775807 AS NUMERIC)": .max, "CAST(-9223372036854775808 AS NUMERIC)": .min,
                "CAST(100000000 AS NUMERIC)": 100_000_000,
            ]
            for (sql, number) in integers { #expect(try await database.number("SELECT \(sql)") == number, "\(sql)") }
            let reals = [
                "CAST(0.5 AS REAL)": 0.5, "CAST(-0.1 AS DOUBLE PRECISION)": -0.1,
                "CAST(12345.000678 AS NUMERIC)": 12345.000678,
                "CAST(-0.00001 AS NUMERIC)": -0.00001, "AVG(x) FROM (VALUES (1), (2)) AS t (x)": 1.5,
                "CAST('-Infinity' AS DOUBLE PRECISION)": -Double.infinity, "7": 7,
            ]
            for (sql, number) in reals {
                let found: Double? = try await database.read { try $0.firstRow("SELECT \(sql)") { try $0.next() } }
                #expect(found == number, "\(sql)")
            }
            for sql in [
                "CAST(0.5 AS NUMERIC)", "CAST(9223372036854775808 AS NUMERIC)", "CAST('NaN' AS NUMERIC)", "now()",
            ] {
                let error = await databaseError { try await database.number("SELECT \(sql)") }
                #expect(error?.code == .unexpectedType, "\(sql)")
            }
        }
    }

    @Test func `rows are read while rows are read`() async throws {
        try await withPostgres { database in
            let pairs = try await database.read { connection in
                try connection.rows("SELECT x FROM generate_series(1, 3) AS t (x)") { row in
                    let x: Int = try row.next()
                    return try connection.rows("SELECT $1 * y FROM generate_series(1, 2) AS t (y)", x) {
                        try $0.next() as Int
                    }
                }
            }
            #expect(pairs == [[1, 2], [2, 4], [3, 6]])
        }
    }

    @Test func `a statement that would end the transaction in disguise is an error`() async throws {
        try await withPostgres { database in
            let error = await databaseError { try await database.execute("/* no harm meant */ COMMIT") }
            #expect(error?.code == .invalidStatement)
            let answer = try await database.one()
            #expect(answer == 1)
        }
    }
}

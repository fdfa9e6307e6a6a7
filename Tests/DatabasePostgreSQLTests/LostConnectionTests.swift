import Database
import DatabasePostgreSQL
import TestSupport
import Testing

@Suite("Connections that are lost", .timeLimit(.minutes(10)))
struct LostConnectionTests {
    @Test func `in mid-transaction, nothing has happened`() async throws {
        try await withCuttable { database, direct, proxy in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO entry VALUES (1)")
                    proxy.cut()
                    try connection.execute("INSERT INTO entry VALUES (2)")
                }
            }
            #expect(error?.code == .unavailable)
            #expect(error?.isRetryable == true)
            let count = try await direct.number("SELECT COUNT(*) FROM entry")
            #expect(count == 0)
            let inserted = try await database.execute("INSERT INTO entry VALUES (3)")
            #expect(inserted == 1)
        }
    }

    @Test func `in the middle of the commit, it is said that the outcome is not known`() async throws {
        try await withCuttable { database, direct, proxy in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO entry VALUES (1)")
                    // The commit reaches the server. Its answer does not come back.
                    proxy.cut(afterReplyBytes: 0)
                }
            }
            #expect(error?.code == .commitUnknown)
            #expect(error?.isRetryable == false)
            try await eventually("the server commits") {
                try await direct.number("SELECT COUNT(*) FROM entry") == 1
            }
        }
    }

    @Test func `between transactions, nobody notices`() async throws {
        try await withCuttable { database, direct, proxy in
            for number in 0..<5 {
                proxy.cut()
                let inserted = try await database.execute("INSERT INTO entry VALUES ($1)", number)
                #expect(inserted == 1)
                proxy.cut()
                let count = try await database.number("SELECT COUNT(*) FROM entry")
                #expect(count == number + 1)
            }
        }
    }

    @Test func `with the first statement, the transaction is run once more on a new connection`() async throws {
        try await withCuttable { database, direct, proxy in
            let attempts = Collector<Void>()
            try await database.write { connection in
                attempts.append(())
                if attempts.values.count == 1 { proxy.cut(afterReplyBytes: 0) }
                try connection.execute("INSERT INTO entry VALUES (1)")
            }
            #expect(attempts.values.count == 2)
            #expect(try await direct.number("SELECT COUNT(*) FROM entry") == 1)
        }
    }

    @Test func `a connection that the server ended in mid-transaction`() async throws {
        try await withCuttable { database, direct, _ in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO entry VALUES (1)")
                    try connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("terminating connection") == true)
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 0)
        }
    }

    @Test func `a connection that the server ended before the commit was asked for`() async throws {
        try await withCuttable { database, direct, _ in
            let (pid, isEnded) = (Collector<Int>(), Gate())
            async let outcome = databaseError {
                try await database.write { connection in
                    try connection.execute("INSERT INTO entry VALUES (1)")
                    pid.append(try connection.firstRow("SELECT pg_backend_pid()") { try $0.next() } ?? 0)
                    isEnded.pass()
                }
            }
            await pid.wait(for: 1)
            _ = try await direct.number("SELECT CAST(pg_terminate_backend(\(pid.values[0]), 10000) AS INT)")
            isEnded.open()
            #expect(await outcome?.code == .unavailable)
            #expect(try await direct.number("SELECT COUNT(*) FROM entry") == 0)
        }
    }

    @Test func `a server that no longer answers is given up`() async throws {
        try await withPostgres {
            $0.statementTimeout = .milliseconds(200)
        } _: { database in
            let error = await databaseError {
                try await database.write { connection in
                    try connection.execute("SET LOCAL statement_timeout = 0")
                    try connection.execute("SELECT pg_sleep(20)")
                }
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("no answer within") == true)
            let answer = try await database.one()
            #expect(answer == 1)
        }
    }

    /// Runs `body` with a database behind a proxy, on one connection, and with the same without the proxy.
    private func withCuttable(
        _ body: (_ database: PostgresDatabase, _ direct: PostgresDatabase, CuttableProxy) async throws -> Void
    ) async throws {
        try await withPostgres { direct in
            try await direct.execute("CREATE TABLE entry (id BIGINT PRIMARY KEY)")
            let server = try await PostgresServer.shared
            try await CuttableProxy.with(to: server.port) { proxy in
                var configuration = server.configuration(database: direct.name)
                configuration.port = proxy.port
                configuration.poolSize = 1
                try await withPostgres(at: configuration) { try await body($0, direct, proxy) }
            }
        }
    }
}

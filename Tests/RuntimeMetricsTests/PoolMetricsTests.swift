import Database
import DatabasePostgreSQL
import DatabaseSQLite
import Dispatch
import Logging
import PrometheusMetrics
import RuntimeMetrics
import TestSupport
import Testing

@Suite("The figures of a pool", .timeLimit(.minutes(10)))
struct PoolMetricsTests {
    private let registry = PrometheusRegistry(logger: RecordedLog().logger)

    private func samples(_ name: String) -> [String] {
        String(decoding: registry.document(.text), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(name + "{") }.map { String($0.dropFirst(name.count)) }
    }

    /// Has one write under way and another one waiting while `body` looks.
    private func withOneAtWorkAndOneWaiting(
        _ database: any PooledDatabase, purpose: Int, _ body: () async throws -> Void
    ) async throws {
        let (hasBegun, signal) = AsyncStream.makeStream(of: Void.self)
        let mayEnd = DispatchSemaphore(value: 0)
        async let first: Void = database.write { _ in
            signal.yield()
            _ = mayEnd.wait(timeout: .now() + 30)
        }
        for await _ in hasBegun { break }
        async let second: Void = database.write { _ in }
        try await eventually("one waits") { database.pools[purpose].waiting == 1 }
        try await body()
        mayEnd.signal()
        _ = try await (first, second)
    }

    @Test("of SQLite tell the writer's queue from the readers")
    func sqlite() async throws {
        try await withSQLite { sqlite in
            registry.addPoolMetrics(of: ["orders": sqlite])
            try await withOneAtWorkAndOneWaiting(sqlite, purpose: 0) {
                #expect(
                    samples("sql_client_in_use_connections").sorted() == [
                        #"{db_name="orders",purpose="read"} 0"#, #"{db_name="orders",purpose="write"} 1"#,
                    ])
                #expect(samples("sql_client_waiting_transactions").contains(#"{db_name="orders",purpose="write"} 1"#))
                #expect(samples("sql_client_wait_count_total").contains(#"{db_name="orders",purpose="write"} 0"#))
            }
            let pool = sqlite.pools[0]
            #expect(pool.waitCount == 1 && pool.waitTime > .zero)
            #expect(pool.maximum == 1 && pool.open == 1)
            try await eventually("the writer rests") { sqlite.pools[0].inUse == 0 }
            await sqlite.close()
            #expect(sqlite.pools[0].open == 0)
        }
    }

    @Test("of PostgreSQL count connections that are up")
    func postgres() async throws {
        try await withPostgres({ $0.poolSize = 1 }) { database in
            registry.addPoolMetrics(of: ["orders": database])
            try await withOneAtWorkAndOneWaiting(database, purpose: 0) {
                #expect(samples("sql_client_in_use_connections") == [#"{db_name="orders"} 1"#])
                #expect(samples("sql_client_max_open_connections") == [#"{db_name="orders"} 1"#])
                #expect(samples("sql_client_open_connections") == [#"{db_name="orders"} 1"#])
            }
            #expect(database.pools[0].waitCount == 1 && database.pools[0].waitTime > .zero)
            await database.close()
            #expect(database.pools[0].open == 0)
        }
    }
}

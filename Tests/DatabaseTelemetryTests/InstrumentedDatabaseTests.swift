import Database
import DatabaseTelemetry
import InMemoryTracing
import Logging
import ServiceContextModule
import Telemetry
import TestSupport
import Testing
import Tracing

@Suite("A measured database", .timeLimit(.minutes(10)))
struct InstrumentedDatabaseTests {
    private static let schema = [
        Migration(1, "entries", ["CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, note TEXT NOT NULL)"])
    ]
    private static let insert = "INSERT INTO entry (id, note) VALUES ($1, $2)"

    private let metrics = RecordedMetrics()
    private let log = RecordedLog()
    private let tracer = InMemoryTracer()

    private func options(slow: Duration? = nil) -> DatabaseTelemetryOptions {
        DatabaseTelemetryOptions(metrics: metrics, slowCalls: slow.map { SlowCallLog(threshold: $0) })
    }

    /// Runs `body` with a new database that is measured, as a part of no trace.
    private func withMeasured(
        _ engine: TestEngine, _ options: DatabaseTelemetryOptions,
        _ body: (InstrumentedDatabase) async throws -> Void
    ) async throws {
        try await withDatabase(engine) { database in
            try await database.migrate(Self.schema)
            try await withTracer(tracer) {
                try await body(
                    InstrumentedDatabase(
                        database, DatabaseIdentity(system: "\(engine)", name: "orders"), options, logger: log.logger))
            }
        }
    }

    /// Runs `body` within a trace.
    private func traced(_ body: () async throws -> Void) async throws {
        try await withSpan("request") { _ in try await body() }
    }

    private func count(_ command: String) -> Int {
        metrics.values("sql_client_requests_duration_ms{command=\(command)}").count
    }

    private func errors(_ command: String, _ error: String) -> Double? {
        metrics.values("sql_client_requests_error_total{command=\(command),error=\(error)}").last
    }

    @Test("counts a refused statement, and the transaction that it ended", arguments: TestEngine.allCases)
    func refused(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write { _ = try $0.execute("NO SUCH THING") }
            }
            #expect(errors("exec", "invalidStatement") == 1)
            #expect(errors("transact", "invalidStatement") == 1)
        }
    }

    @Test("does not count what the transaction's own code throws", arguments: TestEngine.allCases)
    func ownError(_ engine: TestEngine) async throws {
        struct Taken: Error {}
        try await withMeasured(engine, options()) { database in
            await #expect(throws: Taken.self) { try await database.write { _ in throw Taken() } }
            #expect(metrics.names.allSatisfy { !$0.contains("error_total") })
            #expect(count("transact") == 1)
        }
    }

    @Test("counts a second statement of a query as an error of it", arguments: TestEngine.allCases)
    func secondStatement(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.query { connection in
                    for _ in 0..<2 { try connection.forEachRow("SELECT 1", []) { _ in } }
                }
            }
            #expect(errors("query", "invalidStatement") == 1)
            #expect(count("query") == 1)
        }
    }

    @Test("measures statements and transactions, each by its command", arguments: TestEngine.allCases)
    func commands(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            try await database.write { connection in
                try connection.execute(Self.insert, 1, "one")
                try connection.execute([
                    DatabaseStatement(Self.insert, 2, "two"), DatabaseStatement(Self.insert, 3, "three"),
                ])
            }
            let notes = try await database.read { connection in
                try connection.rows("SELECT note FROM entry ORDER BY id") { row in try row.next() as String }
            }
            #expect(notes == ["one", "two", "three"])
            let number = try await database.query { connection in
                try connection.firstRow("SELECT COUNT(*) FROM entry") { try $0.next() as Int }
            }
            #expect(number == 3)
            #expect(count("transact") == 1 && count("snapshot") == 1)
            #expect(count("exec") == 2 && count("query") == 2)
        }
    }

    @Test("has a span for a transaction and one below it for each statement", arguments: TestEngine.allCases)
    func spans(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            try await traced {
                try await database.write { connection in
                    try connection.execute(Self.insert, 1, "a secret")
                    try connection.execute([
                        DatabaseStatement(Self.insert, 2, "b"), DatabaseStatement("DELETE FROM entry WHERE id = $1", 1),
                    ])
                }
            }
            let spans = tracer.finishedSpans
            #expect(spans.map(\.operationName) == ["INSERT orders", "INSERT orders", "transact orders", "request"])
            let transaction = try #require(spans.first { $0.operationName == "transact orders" })
            for statement in spans.prefix(2) { #expect(statement.parentSpanID == transaction.spanID) }
            #expect(transaction.parentSpanID == spans.last?.spanID)
            #expect(spans.dropLast().allSatisfy { $0.kind == .client })
            let attributes = spans[0].attributes
            #expect(attributes["db.system.name"]?.toSpanAttribute() == .string("\(engine)"))
            #expect(attributes["db.query.text"]?.toSpanAttribute() == .string(Self.insert))
            #expect(attributes["db.operation.name"]?.toSpanAttribute() == .string("INSERT"))
            #expect(spans[1].attributes["db.operation.batch.size"]?.toSpanAttribute() == .int64(2))
            #expect(!"\(spans)".contains("a secret"), "values are never shown")
        }
    }

    @Test("has one span for a query", arguments: TestEngine.allCases)
    func querySpan(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            try await traced { _ = try await database.query { try $0.firstRow("SELECT 1") { try $0.next() as Int } } }
            let span = try #require(tracer.finishedSpans.first)
            #expect(tracer.finishedSpans.count == 2)
            #expect(span.operationName == "query orders")
            #expect(span.attributes["db.query.text"]?.toSpanAttribute() == .string("SELECT 1"))
        }
    }

    @Test("marks the spans of what failed", arguments: TestEngine.allCases)
    func failedSpans(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            try? await traced { try await database.write { _ = try $0.execute("NO SUCH THING") } }
            let spans = tracer.finishedSpans.dropLast()
            #expect(spans.count == 2)
            for span in spans {
                #expect(span.status?.code == .error)
                #expect(span.attributes["error.type"]?.toSpanAttribute() == .string("invalidStatement"))
            }
        }
    }

    @Test("makes no trace of its own", arguments: TestEngine.allCases)
    func noTrace(_ engine: TestEngine) async throws {
        try await withMeasured(engine, options()) { database in
            try await database.write { _ = try $0.execute(Self.insert, 1, "x") }
            #expect(tracer.finishedSpans.isEmpty && tracer.activeSpans.isEmpty)
        }
    }

    @Test("logs a slow statement with its SQL, within the caller's trace")
    func slow() async throws {
        try await withMeasured(.sqlite, options(slow: .zero)) { database in
            try await database.write { connection in
                try connection.execute("INSERT INTO entry (id,\n  note) VALUES ($1, $2)", 1, "a secret")
                return
            }
            let line = try #require(log.lines.first)
            #expect(line.contains("slow: SQL exec"))
            #expect(line.contains("INSERT INTO entry (id, note) VALUES ($1, $2)"))
            #expect(!line.contains("a secret"))
            #expect(metrics.values("sql_client_requests_slow_total{command=exec}") == [1])
        }
    }

    @Test("logs nothing of a statement that is quick enough")
    func quick() async throws {
        try await withMeasured(.sqlite, options(slow: .seconds(600))) { database in
            try await database.write { _ = try $0.execute(Self.insert, 1, "x") }
            #expect(log.lines.isEmpty)
        }
    }
}

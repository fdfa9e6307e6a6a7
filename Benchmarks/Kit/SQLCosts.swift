import Database
import DatabaseSQLite
import DatabaseTelemetry
import Foundation
import Logging
import PrometheusMetrics
import ServiceContextModule

/// What measuring costs a database, on SQLite in memory's speed: the cheaper the work, the dearer it looks.
enum SQLCosts {
    static func all(repetitions: Int) async throws -> [WorkCost] {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kit-benchmark-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder for temporary files is cleared anyway.
        let database = try await SQLiteDatabase(path: folder.path + "/bench.sqlite", logger: logger)
        try await database.migrate([
            Migration(1, "t", ["CREATE TABLE t (id {identity}, a BIGINT NOT NULL, b TEXT NOT NULL)"])
        ])
        let factory = PrometheusMetricsFactory(registry: PrometheusRegistry(configuration: .service, logger: logger))
        let measured = InstrumentedDatabase(
            database, DatabaseIdentity(system: "sqlite", name: "bench"),
            DatabaseTelemetryOptions(metrics: factory), logger: logger)
        let costs = [
            try await WorkCost(
                "one row by key, 1 caller", repetitions: repetitions,
                plain: { try await reads(database, callers: 1, each: 20_000) },
                measured: { try await reads(measured, callers: 1, each: 20_000) }),
            try await WorkCost(
                "transaction of 7 statements, 64 callers", repetitions: repetitions,
                plain: { try await writes(database, callers: 64, each: 200) },
                measured: { try await writes(measured, callers: 64, each: 200) }),
            try await WorkCost(
                "the same, in a trace that nobody records", repetitions: repetitions,
                plain: { try await writes(database, callers: 64, each: 200) },
                measured: {
                    try await ServiceContext.$current.withValue(.topLevel) {
                        try await writes(measured, callers: 64, each: 200)
                    }
                }),
        ]
        await database.close()
        return costs
    }

    private static func reads(_ database: some Database, callers: Int, each: Int) async throws -> Int {
        try await repeated(callers, each) { _ in
            _ = try await database.query { connection in
                try connection.firstRow("SELECT b FROM t WHERE id = $1", 1) { try $0.next() as String }
            }
        }
    }

    private static func writes(_ database: some Database, callers: Int, each: Int) async throws -> Int {
        try await repeated(callers, each) { number in
            try await database.write { connection in
                for statement in 0..<7 {
                    try connection.execute("INSERT INTO t (a, b) VALUES ($1, $2)", number * statement, "some text")
                }
            }
        }
    }

    private static func repeated(
        _ callers: Int, _ each: Int, _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Int {
        try await withThrowingTaskGroup { group in
            for _ in 0..<callers {
                group.addTask { for number in 0..<each { try await work(number) } }
            }
            try await group.waitForAll()
        }
        return callers * each
    }
}

import Database
import Resilience
import ServiceContextModule
import Tracing

/// The connection of a single statement, which shares its span and its duration with the call.
struct InstrumentedQuery: DatabaseConnection {
    let connection: any DatabaseConnection
    let recorder: SQLRecorder
    let span: (any Span)?
    let caller: ServiceContext?

    func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int {
        let start = begin(sql)
        defer { recorder.noteIfSlow(.query, sql, since: start, for: caller) }
        return try connection.execute(sql, parameters)
    }

    func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws {
        let start = begin(sql)
        defer { recorder.noteIfSlow(.query, sql, since: start, for: caller) }
        try connection.forEachRow(sql, parameters, body)
    }

    private func begin(_ sql: String) -> MonotonicTime {
        if let span { recorder.describe(span, sql, count: 1) }
        return .now
    }
}

import Database
import Resilience
import ServiceContextModule
import Tracing

/// A connection whose statements are noted one by one.
struct InstrumentedConnection: DatabaseConnection {
    let connection: any DatabaseConnection
    let recorder: SQLRecorder
    /// Where the spans of the statements belong: under the transaction's.
    let scope: SpanScope?
    /// The caller's context, for log lines.
    let caller: ServiceContext?

    func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int {
        let (start, span) = begin(sql)
        do throws(DatabaseError) {
            let count = try connection.execute(sql, parameters)
            end(.exec, sql, start, span)
            return count
        } catch {
            end(.exec, sql, start, span, error)
            throw error
        }
    }

    func execute(_ statements: [DatabaseStatement]) throws(DatabaseError) -> [Int] {
        guard let first = statements.first else { return [] }
        let (start, span) = begin(first.sql, count: statements.count)
        do throws(DatabaseError) {
            let counts = try connection.execute(statements)
            end(.exec, first.sql, start, span)
            return counts
        } catch {
            end(.exec, first.sql, start, span, error)
            throw error
        }
    }

    func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws {
        let (start, span) = begin(sql)
        do {
            try connection.forEachRow(sql, parameters, body)
            end(.query, sql, start, span)
        } catch {
            end(.query, sql, start, span, error)
            throw error
        }
    }

    private func begin(_ sql: String, count: Int = 1) -> (start: MonotonicTime, span: (any Span)?) {
        guard let scope, let span = recorder.span(SQLText.operation(sql), in: scope) else { return (.now, nil) }
        recorder.describe(span, sql, count: count)
        return (.now, span)
    }

    private func end(
        _ command: SQLCommand, _ sql: String, _ start: MonotonicTime, _ span: (any Span)?,
        _ error: (any Error)? = nil
    ) {
        recorder.end(command, since: start, span, error)
        recorder.noteIfSlow(command, sql, since: start, for: caller)
    }
}

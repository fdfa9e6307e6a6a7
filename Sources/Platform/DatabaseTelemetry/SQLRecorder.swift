import Clocks
import Database
import Logging
import Resilience
import Telemetry
import Tracing

/// Notes what is done with one database: durations, failures, slow statements, spans.
final class SQLRecorder: Sendable {
    private let identity: DatabaseIdentity
    private let metrics: SQLMetrics?
    private let traces: Bool
    /// In nanoseconds; `nil` where none is too slow.
    private let slowThreshold: Int64?
    private let slowCalls: SlowCallLog?
    private let logger: Logger

    init(_ identity: DatabaseIdentity, _ options: DatabaseTelemetryOptions, logger: Logger) {
        self.identity = identity
        metrics = options.metrics.flatMap { SQLMetrics(factory: $0) }
        traces = options.traces
        slowCalls = options.slowCalls
        slowThreshold = options.slowCalls?.threshold.wholeNanoseconds
        self.logger = logger
    }

    /// Whether statements are timed.
    var timesStatements: Bool { metrics != nil || slowThreshold != nil }

    /// The context of the caller, where it may be of use.
    var callersContext: ServiceContext? { traces || slowThreshold != nil ? ServiceContext.current : nil }

    /// Where spans of the caller's work belong; `nil` where there are none.
    func scope(of context: ServiceContext?) -> SpanScope? {
        guard traces, let context else { return nil }
        return SpanScope(context: context, tracer: InstrumentationSystem.tracer)
    }

    /// A span in a scope; `nil` where there is nothing to belong to, or nobody records it.
    func span(_ name: String, in scope: SpanScope?) -> (any Span)? {
        guard let scope else { return nil }
        let span = scope.tracer.startSpan("\(name) \(identity.name)", context: scope.context, ofKind: .client)
        guard span.isRecording else {
            span.end()
            return nil
        }
        span.updateAttributes { attributes in
            attributes["db.system.name"] = identity.system
            attributes["db.namespace"] = identity.name
            if let address = identity.address { attributes["server.address"] = address }
        }
        return span
    }

    /// Says on a span what was run.
    func describe(_ span: any Span, _ sql: String, count: Int) {
        span.updateAttributes { attributes in
            attributes["db.operation.name"] = SQLText.operation(sql)
            attributes["db.query.text"] = SQLText.summary(sql)
            if count > 1 { attributes["db.operation.batch.size"] = count }
        }
    }

    /// Notes that something has ended.
    func end(_ command: SQLCommand, since start: MonotonicTime, _ span: (any Span)?, _ error: (any Error)? = nil) {
        if let metrics {
            metrics.record(command, nanoseconds: MonotonicTime.now.nanoseconds - start.nanoseconds)
            if let error { metrics.count(error, in: command) }
        }
        guard let span else { return }
        if let error, let word = SQLMetrics.word(for: error) {
            span.attributes["error.type"] = word
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }

    /// Logs a statement that took long, as a part of the caller's trace.
    func noteIfSlow(
        _ command: SQLCommand, _ sql: String, since start: MonotonicTime, for context: ServiceContext?
    ) {
        guard let slowCalls, let slowThreshold else { return }
        let took = MonotonicTime.now.nanoseconds - start.nanoseconds
        guard took >= slowThreshold else { return }
        metrics?.countSlow(command)
        ServiceContext.$current.withValue(context ?? .topLevel) {
            slowCalls.note(
                "SQL \(command.label)", took: .nanoseconds(took), logger: logger,
                metadata: ["database": "\(identity.name)", "sql": "\(SQLText.summary(sql))"])
        }
    }
}

/// What a span is made with. It is taken along to the database's thread, which is nobody's task.
struct SpanScope: Sendable {
    var context: ServiceContext
    let tracer: any Tracer
}

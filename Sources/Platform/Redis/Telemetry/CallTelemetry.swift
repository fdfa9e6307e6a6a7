import CoreMetrics
import LabelledMetrics
import Logging
import Resilience
import ServiceContextModule
import Telemetry
import Tracing

/// Measures the calls of a client: go-zero's metrics, spans for those that belong to a trace, a log line for slow ones.
///
/// Connections of single callers and subscriptions are not measured: what blocks there waits on purpose.
struct CallTelemetry: Sendable {
    private struct Metrics: Sendable {
        let durations: LabelledTimers<CallLabel>
        let errors: LabelledCounters<CommandErrorLabels>
    }

    /// A call that is under way.
    struct Call {
        fileprivate var start = MonotonicTime(nanoseconds: 0)
        fileprivate var span: (any Span)?
    }

    private let metrics: Metrics?
    private let traces: Bool
    private let slowCalls: SlowCallLog?
    private let place: String
    private let logger: Logger

    /// - Parameter place: the servers, for spans and log lines.
    init(_ options: RedisTelemetryOptions, place: String, logger: Logger) {
        if let factory = options.metrics, !(factory is NOOPMetricsHandler) {
            metrics = Metrics(
                durations: LabelledTimers("redis_client_requests_duration_ms", factory: factory),
                errors: LabelledCounters("redis_client_requests_error_total", factory: factory))
        } else {
            metrics = nil
        }
        traces = options.traces
        slowCalls = options.slowCalls
        self.place = place
        self.logger = logger
    }

    func begin(_ name: CallName) -> Call {
        var call = Call()
        if traces, let context = ServiceContext.current { call.span = span(name, under: context) }
        if metrics != nil || slowCalls != nil { call.start = .now }
        return call
    }

    /// - Parameter error: why the call failed; `nil` where it did not.
    func end(_ call: Call, _ name: CallName, _ error: RedisError? = nil) {
        if metrics != nil || slowCalls != nil {
            note(name, took: MonotonicTime.now.nanoseconds - call.start.nanoseconds, error)
        }
        guard let span = call.span else { return }
        if let error {
            span.attributes["error.type"] = error.code.word
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }

    private func note(_ name: CallName, took nanoseconds: Int64, _ error: RedisError?) {
        if let metrics {
            metrics.durations[name.label].recordNanoseconds(nanoseconds)
            if let error {
                metrics.errors[CommandErrorLabels(name.label.command, error: error.code.word)].increment()
            }
        }
        slowCalls?.note(
            "Redis \(name.spanName)", took: .nanoseconds(nanoseconds), logger: logger, metadata: ["server": "\(place)"])
    }

    private func span(_ name: CallName, under context: ServiceContext) -> (any Span)? {
        let tracer = InstrumentationSystem.tracer
        let span = tracer.startSpan(name.spanName, context: context, ofKind: .client)
        guard span.isRecording else {
            span.end()
            return nil
        }
        span.updateAttributes { attributes in
            attributes["db.system.name"] = "redis"
            attributes["server.address"] = place
            attributes["db.operation.name"] = name.label.command.uppercased()
            switch name {
            case .command: break
            case .script(let script): attributes["db.stored_procedure.name"] = script.name
            case .pipeline(let count): attributes["db.operation.batch.size"] = count
            }
        }
        return span
    }
}

extension RedisError.Code {
    /// The label `error`: go-zero's words where it has one, else the server's prefix or the code's name.
    fileprivate var word: String {
        switch kind {
        case .timedOut: "timeout"
        case .connectionClosed: "eof"
        case .serverError(let prefix): prefix
        default: description
        }
    }
}

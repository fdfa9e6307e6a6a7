import TracePropagation
import Tracing

/// The spans of a delivery: one for each message, which goes on with the trace that the message was written in.
///
/// A message that is delivered alone is delivered within its span. Several are delivered within a span of the call,
/// which begins a trace of its own and links to theirs: a call cannot be part of many traces.
struct OutboxSpans {
    /// The messages, each with the trace to send along.
    let messages: [OutboxMessage]
    private let spans: [any Span]
    private let call: any Span

    init(_ messages: [OutboxMessage]) {
        let spans = messages.map(Self.begin)
        self.spans = spans
        self.messages = zip(messages, spans).map { message, span in
            var message = message
            // Where this process has no tracer, another may go on with the trace.
            message.trace.merge(span.context.fields) { $1 }
            return message
        }
        if spans.count == 1 {
            call = spans[0]
        } else {
            call = startSpan("deliver messages", context: .topLevel, ofKind: .internal)
            if call.isRecording {
                for span in spans where span.isRecording {
                    call.addLink(SpanLink(context: span.context, attributes: [:]))
                }
                call.attributes["outbox.messages"] = messages.count
            }
        }
    }

    private static func begin(_ message: OutboxMessage) -> any Span {
        let span = startSpan(
            message.kind, context: ServiceContext(fields: message.trace) ?? .topLevel, ofKind: .internal)
        if span.isRecording {
            span.operationName = "deliver \(message.kind)"
            span.attributes["outbox.key"] = message.key
            span.attributes["outbox.attempts"] = message.attempts
        }
        return span
    }

    /// Delivers the messages within the call's span, and ends all.
    func run(_ deliver: OutboxRelay.BatchDelivery) async throws -> [OutboxMessage.ID: any Error] {
        do {
            let failures = try await ServiceContext.withValue(call.context) { try await deliver(messages) }
            for (message, span) in zip(messages, spans) { end(span, failures[message.id]) }
            if spans.count > 1 { call.end() }
            return failures
        } catch {
            for span in spans { end(span, error) }
            if spans.count > 1 { end(call, error) }
            throw error
        }
    }

    private func end(_ span: any Span, _ error: (any Error)?) {
        if let error {
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }
}

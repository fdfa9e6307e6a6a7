import TracePropagation
import Tracing

extension TaskMessage {
    /// Does one attempt within a span of the trace that the task came with; one that came with none begins a trace.
    ///
    /// The span is a child of the one that sent the task, not linked to it, so that one trace shows the whole of what
    /// happened. Each attempt has a span of its own.
    func withProcessingSpan(_ attempt: () async throws -> Void) async throws {
        let context = ServiceContext(fields: headers) ?? .topLevel
        try await withSpan(type, context: context, ofKind: .consumer) { span in
            if span.isRecording {
                span.operationName = "process \(type)"
                var attributes = spanAttributes(operation: "process")
                attributes["task.retry_count"] = retryCount
                span.attributes = attributes
            }
            try await attempt()
        }
    }

    /// The task, made of others, in a trace of its own that links to theirs.
    func aggregated(from members: [TaskMessage]) -> TaskMessage {
        let span = startSpan(type, context: .topLevel, ofKind: .producer)
        defer { span.end() }
        if span.isRecording {
            span.operationName = "aggregate \(type)"
            span.attributes = spanAttributes(operation: "send")
            for member in members {
                guard let context = ServiceContext(fields: member.headers) else { continue }
                span.addLink(SpanLink(context: context, attributes: [:]))
            }
        }
        var task = self
        task.headers.merge(span.context.fields) { $1 }
        return task
    }
}

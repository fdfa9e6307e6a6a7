import TracePropagation
import Tracing

extension EventRecord {
    /// Handles the record within a span of the trace that it came with; one that came with none begins a trace.
    ///
    /// The span is a child of the one that sent the event, not linked to it, so that one trace shows the whole of what
    /// happened. Each time that the record is handled has a span of its own.
    func withProcessingSpan(group: String, attempt: Int, _ handle: () async throws -> Void) async throws {
        let context = ServiceContext(fields: headers.traceFields) ?? .topLevel
        try await withSpan(topic, context: context, ofKind: .consumer) { span in
            if span.isRecording {
                span.operationName = "process \(topic)"
                span.attributes = [
                    "messaging.operation.type": "process", "messaging.destination.name": .string(topic),
                    "messaging.destination.partition.id": .string("\(partition)"),
                    "messaging.consumer.group.name": .string(group), "messaging.message.key": .string(key ?? ""),
                    "event.offset": .int64(offset), "event.attempt": .int64(Int64(attempt)),
                ]
            }
            try await handle()
        }
    }
}

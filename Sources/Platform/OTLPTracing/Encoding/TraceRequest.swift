import Tracing

/// Spans as `ExportTraceServiceRequest` of opentelemetry-proto 1.x. The numbers are those of its fields.
struct TraceRequest {
    let resource: TraceResource
    let spans: [SpanRecording]

    /// The name under which the spans say who recorded them.
    private static let scope = "sojourn"

    var bytes: [UInt8] {
        var request = ProtobufBytes()
        request.message(1) { resourceSpans in
            resourceSpans.message(1) { $0.attributes(1, resource) }
            resourceSpans.message(2) { scopeSpans in
                scopeSpans.message(1) { $0.text(1, Self.scope) }
                for span in spans { scopeSpans.message(2) { Self.write(span, to: &$0) } }
            }
        }
        return request.bytes
    }

    private static func write(_ span: SpanRecording, to message: inout ProtobufBytes) {
        let content = span.content
        message.identifier(1, span.context.traceID.high, span.context.traceID.low)
        message.identifier(2, span.context.spanID.value)
        message.text(3, span.context.state ?? "")
        if let parent = span.parent { message.identifier(4, parent.spanID.value) }
        message.text(5, content.name)
        message.varint(6, number(of: span.kind))
        message.fixed64(7, span.start)
        message.fixed64(8, content.end ?? span.start)
        message.attributes(9, content.attributes)
        message.varint(10, UInt64(content.droppedAttributes))
        for event in content.events { message.message(11) { write(event, to: &$0) } }
        message.varint(12, UInt64(content.droppedEvents))
        for link in content.links { message.message(13) { write(link, to: &$0) } }
        message.varint(14, UInt64(content.droppedLinks))
        if let status = content.status {
            message.message(15) { message in
                message.text(2, status.message ?? "")
                message.varint(3, status.code == .ok ? 1 : 2)
            }
        }
        message.fixed32(16, flags(of: span.context, isRemote: span.parent?.isRemote ?? false))
    }

    private static func write(_ event: SpanEvent, to message: inout ProtobufBytes) {
        message.fixed64(1, event.nanosecondsSinceEpoch)
        message.text(2, event.name)
        message.attributes(3, event.attributes)
    }

    private static func write(_ link: SpanLink, to message: inout ProtobufBytes) {
        guard let context = link.context.traceContext else { return }
        message.identifier(1, context.traceID.high, context.traceID.low)
        message.identifier(2, context.spanID.value)
        message.text(3, context.state ?? "")
        message.attributes(4, link.attributes)
        message.fixed32(6, flags(of: context, isRemote: context.isRemote))
    }

    private static func number(of kind: SpanKind) -> UInt64 {
        switch kind {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }

    /// The flags of W3C, and above them whether the parent (of a link: the span) is another process's, and that this is
    /// known.
    private static func flags(of context: TraceContext, isRemote: Bool) -> UInt32 {
        (context.isSampled ? 1 : 0) | 0x100 | (isRemote ? 0x200 : 0)
    }
}

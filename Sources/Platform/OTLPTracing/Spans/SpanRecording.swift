import Synchronization
import Tracing

/// What is recorded of a span. It changes until the span ends, and not after.
final class SpanRecording: Sendable {
    /// What may change.
    struct Content {
        var name: String
        var status: SpanStatus?
        var attributes = SpanAttributes()
        var events: [SpanEvent] = []
        var links: [SpanLink] = []
        var droppedAttributes = 0
        var droppedEvents = 0
        var droppedLinks = 0
        /// Nanoseconds since 1970; `nil` while the span goes on.
        var end: UInt64?
    }

    let context: TraceContext
    let parent: TraceContext?
    let kind: SpanKind
    /// Nanoseconds since 1970.
    let start: UInt64
    private let limits: SpanLimits
    private let state: Mutex<Content>

    init(
        _ name: String, _ context: TraceContext, parent: TraceContext?, kind: SpanKind, start: UInt64,
        limits: SpanLimits
    ) {
        self.context = context
        self.parent = parent
        self.kind = kind
        self.start = start
        self.limits = limits
        state = Mutex(Content(name: name))
    }

    /// What was recorded so far.
    var content: Content { state.withLock { $0 } }

    var isEnded: Bool { state.withLock { $0.end != nil } }

    /// Changes what is recorded, unless the span has ended.
    func change(_ body: (inout Content) -> Void) {
        state.withLock { content in
            if content.end == nil { body(&content) }
        }
    }

    func setAttributes(_ attributes: SpanAttributes) {
        change { content in
            let (bounded, dropped) = limits.bounded(attributes, keeping: content.attributes)
            content.attributes = bounded
            content.droppedAttributes += dropped
        }
    }

    func add(_ event: SpanEvent) {
        change { content in
            guard content.events.count < limits.events else { return content.droppedEvents += 1 }
            var event = event
            event.attributes = limits.cut(limits.bounded(event.attributes).0)
            content.events.append(event)
        }
    }

    func add(_ link: SpanLink) {
        change { content in
            // A link to nowhere says nothing.
            guard link.context.traceContext != nil else { return }
            guard content.links.count < limits.links else { return content.droppedLinks += 1 }
            let attributes = limits.cut(limits.bounded(link.attributes).0)
            content.links.append(SpanLink(context: link.context, attributes: attributes))
        }
    }

    /// Ends the span.
    /// - Returns: whether it had not ended before.
    func end(at moment: UInt64) -> Bool {
        state.withLock { content in
            guard content.end == nil else { return false }
            // The clock may have been set back meanwhile.
            content.end = max(moment, start)
            content.name = limits.cut(content.name)
            if !content.attributes.isEmpty { content.attributes = limits.cut(content.attributes) }
            return true
        }
    }
}

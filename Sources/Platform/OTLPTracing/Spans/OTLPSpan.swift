public import Tracing

/// A span of ``OTLPTracer``. One that is not recorded is no more than its context.
///
/// Whatever is done to a span after it has ended is ignored, ending it again too.
public struct OTLPSpan: Span {
    public let context: ServiceContext

    private let name: String
    private let recording: SpanRecording?
    private let queue: SpanQueue?

    /// A span that is recorded, and goes to `queue` when it ends.
    init(_ name: String, context: ServiceContext, recording: SpanRecording, queue: SpanQueue) {
        self.name = name
        self.context = context
        self.recording = recording
        self.queue = queue
    }

    /// A span that is not recorded.
    init(_ name: String, context: ServiceContext) {
        self.name = name
        self.context = context
        recording = nil
        queue = nil
    }

    /// Whether the span is recorded and has not ended.
    public var isRecording: Bool { recording.map { !$0.isEnded } ?? false }

    /// What is measured. Of a span that is not recorded, it stays what it was at the start.
    public var operationName: String {
        get { recording?.content.name ?? name }
        nonmutating set { recording?.change { $0.name = newValue } }
    }

    /// The attributes, as many as ``SpanLimits`` allows; none of a span that is not recorded.
    public var attributes: SpanAttributes {
        get { recording?.content.attributes ?? [:] }
        nonmutating set { recording?.setAttributes(newValue) }
    }

    public func setStatus(_ status: SpanStatus) {
        recording?.change { content in
            // OpenTelemetry: what was called a success stays one.
            if content.status?.code != .ok { content.status = status }
        }
    }

    public func addEvent(_ event: SpanEvent) {
        recording?.add(event)
    }

    /// Adds an event `exception` with the error's type and text.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        guard let recording else { return }
        var all: SpanAttributes = [
            "exception.type": .string(String(reflecting: type(of: error))), "exception.message": .string("\(error)"),
        ]
        all.merge(attributes)
        recording.add(SpanEvent(name: "exception", at: instant(), attributes: all))
    }

    public func addLink(_ link: SpanLink) {
        recording?.add(link)
    }

    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard let recording, recording.end(at: instant().nanosecondsSinceEpoch) else { return }
        queue?.push(recording)
    }
}

import TracePropagation
import Tracing

/// The spans of events on their way into a log. Each event gets its own, and takes it along in its headers, so that
/// whoever handles it goes on with the trace.
///
/// An event that has a trace in its headers already goes on with that one, the others with the present one.
package struct EventSending {
    /// The events, with what they take along.
    package let events: [Event]
    private let spans: [any Span]

    /// - Parameter system: the log's name among OpenTelemetry's systems.
    package init(_ events: [Event], system: String) {
        let spans = events.map { Self.begin($0, system: system) }
        self.spans = spans
        self.events = zip(events, spans).map { $0.carrying($1.context.fields) }
    }

    private static func begin(_ event: Event, system: String) -> any Span {
        let parent = ServiceContext(fields: event.headers.traceFields) ?? .current ?? .topLevel
        let span = startSpan(event.topic, context: parent, ofKind: .producer)
        if span.isRecording {
            span.operationName = "send \(event.topic)"
            span.attributes = [
                "messaging.system": .string(system), "messaging.operation.type": "send",
                "messaging.destination.name": .string(event.topic), "messaging.message.key": .string(event.key ?? ""),
            ]
        }
        return span
    }

    /// Does what appends the events, and ends the spans.
    package func run<Value: Sendable>(
        _ append: ([Event]) async throws(EventLogError) -> Value
    ) async throws(EventLogError) -> Value {
        do {
            let value = try await append(events)
            for span in spans { span.end() }
            return value
        } catch {
            for span in spans {
                span.recordError(error)
                span.setStatus(SpanStatus(code: .error))
                span.end()
            }
            throw error
        }
    }
}

extension Event {
    /// The event with fields among its headers, in place of those of the same names. An event that would become too
    /// large for the log goes without.
    func carrying(_ fields: [String: String]) -> Event {
        guard !fields.isEmpty else { return self }
        var event = self
        event.headers.removeAll { fields[$0.name] != nil }
        event.headers += fields.sorted { $0.key < $1.key }.map { EventHeader($0.key, $0.value) }
        return event.size <= max(size, Self.maximumSize) ? event : self
    }
}

extension [EventHeader] {
    /// What may be a trace's among the headers.
    var traceFields: [String: String] {
        // A name that occurs twice has its last value, as Kafka's clients have it.
        reduce(into: [:]) { $0[$1.name] = $1.text }
    }
}

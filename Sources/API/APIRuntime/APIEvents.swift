public import JSON

/// What a route with `sse: true` answers: events that are sent one after the other as they come, each one JSON
/// (text/event-stream).
public struct APIEvents<Event: JSONEncodable & Sendable>: Sendable {
    /// The same events, whatever they are.
    public let stream: APIEventStream

    /// The events of a sequence.
    public init<Events: AsyncSequence & Sendable>(_ events: Events) where Events.Element == Event {
        stream = APIEventStream(events)
    }
}

/// Events of any kind.
public struct APIEventStream: Sendable, AsyncSequence {
    public typealias Element = any JSONEncodable & Sendable

    private let makeNext: @Sendable () -> () async throws -> Element?

    fileprivate init<Events: AsyncSequence & Sendable>(_ events: Events)
    where Events.Element: JSONEncodable & Sendable {
        makeNext = {
            var iterator = events.makeAsyncIterator()
            return { try await iterator.next() }
        }
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let nextElement: () async throws -> Element?

        public mutating func next() async throws -> Element? { try await nextElement() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(nextElement: makeNext()) }
}

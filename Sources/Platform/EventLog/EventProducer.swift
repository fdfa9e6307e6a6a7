/// Puts events into a log.
public protocol EventProducer: Sendable {
    /// Appends events and returns where they stand, in the order in which they were given, once they are durable.
    ///
    /// Events with a key go to the partition that Kafka's own producers choose for that key; the others take turns.
    /// Each event takes the present trace along in its headers, or goes on with the one that they hold.
    ///
    /// After an error some of the events may have been appended, unless the backend says otherwise.
    /// - Throws: ``EventLogError``: `invalidArgument` and `eventTooLarge` for an event that no log takes, in which case
    ///   none is appended; `unavailable` and others.
    func send(_ events: [Event]) async throws(EventLogError) -> [EventPosition]
}

extension EventProducer {
    /// Appends an event and returns where it stands, once it is durable.
    /// - Throws: ``EventLogError``
    @discardableResult
    public func send(_ event: Event) async throws(EventLogError) -> EventPosition {
        guard let position = try await send([event]).first else {
            throw EventLogError(.other, "the log did not say where it put an event of topic «\(event.topic)»")
        }
        return position
    }
}

extension Event {
    /// The most bytes that key, value and headers have together: 1 MiB.
    public static let maximumSize = 1_048_576

    /// What a dead-letter topic takes on top of ``maximumSize``, so that whatever was taken by a topic can be moved to
    /// its dead-letter topic with the reason added.
    public static let deadLetterAllowance = 4096

    /// Bytes of key, value and headers together.
    public var size: Int {
        headers.reduce((key?.utf8.count ?? 0) + value.count) { $0 + $1.name.utf8.count + $1.value.count }
    }

    /// Checks what every log checks before it takes an event.
    /// - Throws: ``EventLogError``: `invalidArgument` for the topic's name, `eventTooLarge`.
    public func validate() throws(EventLogError) {
        try EventNames.checkTopic(topic)
        let limit = Self.maximumSize + (EventNames.isDeadLetterTopic(topic) ? Self.deadLetterAllowance : 0)
        guard size <= limit else {
            throw EventLogError(
                .eventTooLarge, "an event of topic «\(topic)» has \(size) bytes; at most \(limit) are taken")
        }
    }
}

public import Clocks

/// An event that could not be handled, and why. It stands in the topic `<topic>.dead` under the event's own key; the
/// reason is in its headers.
public struct DeadLetter: Sendable, Hashable {
    /// The event as it was first sent: sending it again is what retries it.
    public var event: Event
    /// Where the event stood.
    public var position: EventPosition
    /// The group that could not handle it.
    public var group: String
    /// The last error, at most 1024 bytes of it.
    public var error: String
    /// How many times it was handled.
    public var attempts: Int
    /// When it was given up, to the millisecond.
    public var time: Timestamp

    /// Gives up a record.
    public init(_ record: EventRecord, group: String, error: any Error, attempts: Int, time: Timestamp) {
        event = record.event
        // A dead letter that was retried by hand and failed again tells its latest failure only.
        event.headers.removeAll { Name(rawValue: $0.name) != nil }
        position = record.position
        self.group = group
        self.error = "\(error)".truncated(toBytes: 1024)
        self.attempts = attempts
        self.time = time
    }

    /// Reads a record of a dead-letter topic; `nil` where the record is none that ``message`` makes.
    public init?(_ record: EventRecord) {
        var texts: [Name: String] = [:]
        for header in record.headers {
            if let name = Name(rawValue: header.name) { texts[name] = header.text }
        }
        guard let topic = texts[.topic], let group = texts[.group], let error = texts[.error],
            let partition = texts[.partition].flatMap({ Int($0) }),
            let offset = texts[.offset].flatMap({ Int64($0) }),
            let attempts = texts[.attempts].flatMap({ Int($0) }),
            let milliseconds = texts[.time].flatMap({ Int64($0) })
        else { return nil }
        event = Event(
            topic: topic, key: record.key, value: record.value,
            headers: record.headers.filter { Name(rawValue: $0.name) == nil })
        position = EventPosition(topic: topic, partition: partition, offset: offset)
        self.group = group
        self.error = error
        self.attempts = attempts
        time = Timestamp(nanoseconds: 0) + .milliseconds(milliseconds)
    }

    /// The event to send to the dead-letter topic.
    public var message: Event {
        var message = event
        message.topic = EventNames.deadLetterTopic(of: position.topic)
        message.headers += [
            EventHeader(Name.error.rawValue, error),
            EventHeader(Name.topic.rawValue, position.topic),
            EventHeader(Name.partition.rawValue, "\(position.partition)"),
            EventHeader(Name.offset.rawValue, "\(position.offset)"),
            EventHeader(Name.group.rawValue, group),
            EventHeader(Name.attempts.rawValue, "\(attempts)"),
            EventHeader(Name.time.rawValue, "\(time.milliseconds)"),
        ]
        return message
    }

    /// The headers that a dead letter adds.
    private enum Name: String {
        case error = "dead-letter-error"
        case topic = "dead-letter-topic"
        case partition = "dead-letter-partition"
        case offset = "dead-letter-offset"
        case group = "dead-letter-group"
        case attempts = "dead-letter-attempts"
        /// Milliseconds since 1970-01-01T00:00:00Z.
        case time = "dead-letter-time"
    }
}

extension String {
    /// As many of the first characters as have at most `limit` bytes in UTF-8.
    fileprivate func truncated(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end.samePosition(in: self) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}

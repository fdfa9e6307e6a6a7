public import Clocks

/// An ``Event`` as it stands in the log.
public struct EventRecord: Sendable, Hashable {
    public let topic: String
    public let partition: Int
    /// The record's place in its partition, from 0, increasing.
    public let offset: Int64
    /// When the log took it.
    public let timestamp: Timestamp
    public let key: String?
    public let value: [UInt8]
    public let headers: [EventHeader]

    public init(_ event: Event, at position: EventPosition, timestamp: Timestamp) {
        topic = position.topic
        partition = position.partition
        offset = position.offset
        self.timestamp = timestamp
        key = event.key
        value = event.value
        headers = event.headers
    }

    /// Where the record stands.
    public var position: EventPosition {
        EventPosition(topic: topic, partition: partition, offset: offset)
    }

    /// The event as it was sent.
    public var event: Event {
        Event(topic: topic, key: key, value: value, headers: headers)
    }

    /// The value as text; bytes that are no UTF-8 are replaced.
    public var text: String {
        String(decoding: value, as: UTF8.self)
    }
}

/// A place in the log.
public struct EventPosition: Sendable, Hashable {
    public var topic: String
    public var partition: Int
    public var offset: Int64

    public init(topic: String, partition: Int, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

extension EventPosition: CustomStringConvertible {
    /// `topic/partition@offset`
    public var description: String { "\(topic)/\(partition)@\(offset)" }
}

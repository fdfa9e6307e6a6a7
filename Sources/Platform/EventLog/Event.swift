/// Something that happened, as it is sent to a topic.
public struct Event: Sendable, Hashable {
    /// The topic it goes to: 1 to 249 of `a–z A–Z 0–9 . _ -`.
    public var topic: String
    /// What the event is about, an order number for example. Events of one key keep their order; those without a key
    /// are spread over the partitions.
    public var key: String?
    /// The event itself, in whatever form its topic agreed on.
    public var value: [UInt8]
    /// Facts about the event that are no part of it. A name may occur more than once.
    public var headers: [EventHeader]

    public init(topic: String, key: String? = nil, value: [UInt8], headers: [EventHeader] = []) {
        self.topic = topic
        self.key = key
        self.value = value
        self.headers = headers
    }

    /// An event whose value is a text in UTF-8.
    public init(topic: String, key: String? = nil, text: String, headers: [EventHeader] = []) {
        self.init(topic: topic, key: key, value: Array(text.utf8), headers: headers)
    }
}

/// A named fact that travels with an ``Event``.
public struct EventHeader: Sendable, Hashable {
    public var name: String
    public var value: [UInt8]

    public init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }

    /// A header whose value is a text in UTF-8.
    public init(_ name: String, _ text: String) {
        self.init(name: name, value: Array(text.utf8))
    }

    /// The value as text; bytes that are no UTF-8 are replaced.
    public var text: String {
        String(decoding: value, as: UTF8.self)
    }
}

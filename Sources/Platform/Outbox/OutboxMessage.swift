public import Clocks

/// Something that a service owes another: written with its own records, delivered later by an ``OutboxRelay``.
public struct OutboxMessage: Sendable, Hashable, Identifiable {
    /// The message's number, increasing in the order of writing.
    public let id: Int64
    /// Which delivery it is, `close-order` for example.
    public let kind: String
    /// What it is about, an order number for example.
    public let key: String
    public let payload: [UInt8]
    /// How often its delivery has failed.
    public let attempts: Int
    public let createdAt: Timestamp
    /// The trace that its delivery belongs to, as fields to send along (`traceparent`); none without a tracer.
    public internal(set) var trace: [String: String]

    public init(
        id: Int64, kind: String, key: String, payload: [UInt8], attempts: Int, createdAt: Timestamp,
        trace: [String: String] = [:]
    ) {
        self.id = id
        self.kind = kind
        self.key = key
        self.payload = payload
        self.attempts = attempts
        self.createdAt = createdAt
        self.trace = trace
    }

    /// The payload as text; bytes that are no UTF-8 are replaced.
    public var text: String {
        String(decoding: payload, as: UTF8.self)
    }
}

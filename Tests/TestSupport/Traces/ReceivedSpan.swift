/// A span as a collector receives it, read from the field numbers of opentelemetry-proto.
public struct ReceivedSpan: Sendable {
    public struct Event: Sendable, Equatable {
        public let name: String
        public let attributes: [String: String]
    }

    public struct Link: Sendable, Equatable {
        public let traceID: String
        public let spanID: String
        public let attributes: [String: String]
    }

    /// What OpenTelemetry's kinds are numbered.
    public enum Kind: UInt64, Sendable {
        case `internal` = 1
        case server, client, producer, consumer
    }

    /// The attributes of who made the span.
    public let resource: [String: String]
    public let traceID: String
    public let spanID: String
    /// Empty for the first span of a trace.
    public let parentID: String
    public let state: String
    public let name: String
    public let kind: Kind?
    public let start: UInt64
    public let end: UInt64
    public let attributes: [String: String]
    public let events: [Event]
    public let links: [Link]
    /// Attributes, events and links that there was no room for.
    public let dropped: [Int]
    /// 0 where none was set, 1 for a success, 2 for a failure.
    public let status: UInt64
    public let statusMessage: String
    public let flags: UInt64

    public var service: String { resource["service.name"] ?? "" }

    /// Reads a request to `/v1/traces`.
    /// - Throws: an error where it is not well formed.
    public static func all(in body: [UInt8]) throws -> [ReceivedSpan] {
        try ProtobufFields(body).messages(1).flatMap { resourceSpans in
            let resource = try resourceSpans.messages(1).first.map { try attributes(1, of: $0) } ?? [:]
            return try resourceSpans.messages(2).flatMap { scope in
                try scope.messages(2).map { try ReceivedSpan($0, resource: resource) }
            }
        }
    }

    private init(_ span: ProtobufFields, resource: [String: String]) throws {
        self.resource = resource
        traceID = span.hex(1)
        spanID = span.hex(2)
        state = try span.text(3)
        parentID = span.hex(4)
        name = try span.text(5)
        kind = Kind(rawValue: span.number(6))
        start = span.number(7)
        end = span.number(8)
        attributes = try Self.attributes(9, of: span)
        events = try span.messages(11).map { event in
            Event(name: try event.text(2), attributes: try Self.attributes(3, of: event))
        }
        links = try span.messages(13).map { link in
            Link(traceID: link.hex(1), spanID: link.hex(2), attributes: try Self.attributes(4, of: link))
        }
        dropped = [10, 12, 14].map { Int(span.number($0)) }
        let status = try span.messages(15).first
        self.status = status?.number(3) ?? 0
        statusMessage = try status?.text(2) ?? ""
        flags = span.number(16)
    }

    /// Attributes, their values as text: `true`, `-1`, `0.5`, `[a, b]`.
    private static func attributes(_ field: UInt64, of message: ProtobufFields) throws -> [String: String] {
        var attributes: [String: String] = [:]
        for pair in try message.messages(field) {
            attributes[try pair.text(1)] = try pair.messages(2).first.map(text) ?? "nothing"
        }
        return attributes
    }

    private static func text(of value: ProtobufFields) throws -> String {
        switch value.numbers.first {
        case 1: return try value.text(1)
        case 2: return value.number(2) == 1 ? "true" : "false"
        case 3: return "\(Int64(bitPattern: value.number(3)))"
        case 4: return "\(Double(bitPattern: value.number(4)))"
        case 5:
            let values = try value.messages(5).first?.messages(1).map(text) ?? []
            return "[\(values.joined(separator: ", "))]"
        default: return "nothing"
        }
    }
}

import NIOCore

extension RESPDecoder {
    /// A scalar, or the head of an aggregate; `nil` when it is not complete.
    mutating func nextItem() throws(RESPDecodingError) -> Item? {
        guard let type = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return nil }
        switch type {
        case UInt8(ascii: ":"): return try number().map { .value(.integer($0)) }
        case UInt8(ascii: "$"): return try bulk().map { .value($0.map(RESPValue.bulkString) ?? .null) }
        case UInt8(ascii: "+"): return try line().map { .value(.simpleString($0)) }
        case UInt8(ascii: "-"): return try line().map { .value(.error(RedisServerError(message: $0))) }
        case UInt8(ascii: "*"): return try aggregate(.array, perElement: 1)
        case UInt8(ascii: "%"): return try aggregate(.map, perElement: 2)
        case UInt8(ascii: "~"): return try aggregate(.set, perElement: 1)
        case UInt8(ascii: ">"): return try aggregate(.push, perElement: 1)
        case UInt8(ascii: "|"): return try aggregate(.attribute, perElement: 2)
        case UInt8(ascii: "_"): return try line().map { text throws(RESPDecodingError) in try Self.null(text) }
        case UInt8(ascii: "#"): return try line().map { text throws(RESPDecodingError) in try Self.boolean(text) }
        case UInt8(ascii: ","): return try line().map { text throws(RESPDecodingError) in try Self.double(text) }
        case UInt8(ascii: "("): return try line().map { text throws(RESPDecodingError) in try Self.bigNumber(text) }
        case UInt8(ascii: "!"):
            return try bulk().map { .value($0.map { .error(RedisServerError(message: String(buffer: $0))) } ?? .null) }
        case UInt8(ascii: "="):
            return try bulk().map { text throws(RESPDecodingError) in try Self.verbatim(text) }
        default: throw .unknownType(type)
        }
    }

    private mutating func aggregate(
        _ kind: RESPAggregate.Kind, perElement: Int
    ) throws(RESPDecodingError) -> Item? {
        guard let count = try number() else { return nil }
        if count == -1, kind == .array { return .value(.null) }
        guard count >= 0 else { throw .negativeLength(count) }
        guard count <= limits.elements / perElement else { throw .tooManyElements(count, limit: limits.elements) }
        return .aggregate(kind, count: Int(count) * perElement)
    }

    private static func null(_ text: String) throws(RESPDecodingError) -> Item {
        guard text.isEmpty else { throw .malformedNull }
        return .value(.null)
    }

    private static func boolean(_ text: String) throws(RESPDecodingError) -> Item {
        switch text {
        case "t": return .value(.boolean(true))
        case "f": return .value(.boolean(false))
        default: throw .malformedBoolean
        }
    }

    private static func double(_ text: String) throws(RESPDecodingError) -> Item {
        switch text {
        case "inf": return .value(.double(.infinity))
        case "-inf": return .value(.double(-.infinity))
        case "nan", "-nan": return .value(.double(.nan))
        default:
            // The standard library also reads hexadecimal and spelled-out forms, which RESP does not have.
            let isDecimal = text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "e"), UInt8(ascii: "E"):
                    true
                default: false
                }
            }
            guard isDecimal, let number = Double(text) else { throw .malformedDouble }
            return .value(.double(number))
        }
    }

    private static func bigNumber(_ text: String) throws(RESPDecodingError) -> Item {
        let digits =
            text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
            ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .malformedBigNumber
        }
        return .value(.bigNumber(text))
    }

    private static func verbatim(_ text: ByteBuffer?) throws(RESPDecodingError) -> Item {
        guard var text else { return .value(.null) }
        guard let format = text.readString(length: 3), format.utf8.count == 3,
            text.readInteger(as: UInt8.self) == UInt8(ascii: ":")
        else { throw .malformedVerbatimString }
        return .value(.verbatimString(format: format, text))
    }
}

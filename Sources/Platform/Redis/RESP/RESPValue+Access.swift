public import NIOCore

extension RESPValue {
    /// Whether there is no value.
    public var isNull: Bool { self == .null }

    /// The text of any kind of string; bytes that are not UTF-8 are replaced. Numbers and others are `nil`.
    public var string: String? {
        switch self {
        case .simpleString(let text), .bigNumber(let text): text
        case .bulkString(let buffer), .verbatimString(_, let buffer): String(buffer: buffer)
        default: nil
        }
    }

    /// The integer, also out of a string of decimal digits, as hashes and scripts keep them.
    public var int: Int64? {
        switch self {
        case .integer(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .simpleString(let text), .bigNumber(let text): Int64(text)
        case .bulkString(let buffer): Int64(String(buffer: buffer))
        default: nil
        }
    }

    /// The floating-point number, also out of an integer or a string, as version 2 writes scores.
    public var double: Double? {
        switch self {
        case .double(let number): number
        case .integer(let number): Double(number)
        case .simpleString(let text), .bigNumber(let text): Double(text)
        case .bulkString(let buffer): Double(String(buffer: buffer))
        default: nil
        }
    }

    /// The bytes of any kind of string, without a copy.
    public var buffer: ByteBuffer? {
        switch self {
        case .bulkString(let buffer), .verbatimString(_, let buffer): buffer
        case .simpleString(let text), .bigNumber(let text): ByteBuffer(string: text)
        default: nil
        }
    }

    /// A copy of the bytes of any kind of string.
    public var bytes: [UInt8]? {
        buffer.map { Array($0.readableBytesView) }
    }

    /// The elements of an array, a set or a push; of a map, keys and values in turn, as version 2 sends them.
    public var array: [RESPValue]? {
        switch self {
        case .array(let elements), .set(let elements), .push(let elements): elements
        case .map(let pairs): pairs.flatMap { [$0.key, $0.value] }
        default: nil
        }
    }

    /// The pairs of a map, or of an array that holds keys and values in turn, as version 2 sends them.
    public var pairs: [RESPPair]? {
        switch self {
        case .map(let pairs): pairs
        case .array(let elements) where elements.count.isMultiple(of: 2):
            stride(from: 0, to: elements.count, by: 2).map { RESPPair(key: elements[$0], value: elements[$0 + 1]) }
        default: nil
        }
    }

    /// The error, where the value is one.
    public var error: RedisServerError? {
        guard case .error(let error) = self else { return nil }
        return error
    }
}

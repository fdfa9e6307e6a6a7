public import NIOCore

/// One value of the Redis protocol, versions 2 and 3.
///
/// Errors inside arrays stay values. Attributes are read and dropped. Doubles compare as `Double`s do: a NaN differs
/// from itself.
public enum RESPValue: Sendable, Hashable {
    /// No value. Version 2's null string and null array are this as well.
    case null
    case integer(Int64)
    case double(Double)
    case boolean(Bool)
    case simpleString(String)
    /// Bytes. They share the memory of the network read they came with: copy what is kept for long.
    case bulkString(ByteBuffer)
    /// An integer beyond 64 bits, as decimal digits.
    case bigNumber(String)
    /// Text with a format of three characters, `txt` or `mkd`.
    indirect case verbatimString(format: String, ByteBuffer)
    case error(RedisServerError)
    case array([RESPValue])
    case set([RESPValue])
    /// Keys and values in the order in which they came.
    case map([RESPPair])
    /// What the server sends unasked.
    case push([RESPValue])
}

/// A key and its value in a ``RESPValue/map(_:)``.
public struct RESPPair: Sendable, Hashable {
    public var key: RESPValue
    public var value: RESPValue

    public init(key: RESPValue, value: RESPValue) {
        self.key = key
        self.value = value
    }
}

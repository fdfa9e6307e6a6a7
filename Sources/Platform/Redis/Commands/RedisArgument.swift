public import NIOCore

/// An argument of a command. On the wire each is a string of bytes.
public enum RedisArgument: Sendable, Hashable {
    case text(String)
    /// Sent as decimal digits.
    case integer(Int64)
    case bytes([UInt8])
    case buffer(ByteBuffer)
}

extension RedisArgument: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        self = .text(text)
    }
}

extension RedisArgument: ExpressibleByIntegerLiteral {
    public init(integerLiteral number: Int64) {
        self = .integer(number)
    }
}

extension RedisArgument {
    /// How many bytes it may take on the wire, rounded up, its length prefix included.
    var encodedBytesBound: Int {
        switch self {
        case .text(let text): text.utf8.count + RESPEncoder.argumentOverhead
        case .integer: RESPEncoder.integerBound
        case .bytes(let bytes): bytes.count + RESPEncoder.argumentOverhead
        case .buffer(let buffer): buffer.readableBytes + RESPEncoder.argumentOverhead
        }
    }

    /// The text it is on the wire.
    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .buffer(let buffer): String(buffer: buffer)
        }
    }
}

import NIOCore

/// Writes commands as arrays of bulk strings, one behind the other, as a pipeline takes them.
struct RESPEncoder {
    /// A type byte, a length of up to 20 digits, and two line ends.
    static let argumentOverhead = 25
    /// An integer of up to 20 characters with its length.
    static let integerBound = 30
    /// What a new buffer holds before it grows.
    private static let initialCapacity = 2048

    private(set) var buffer = ByteBuffer()

    /// How many bytes wait.
    var byteCount: Int { buffer.readableBytes }

    /// Makes room, so that what follows does not grow the buffer piece by piece.
    mutating func reserve(_ bytes: Int) {
        buffer.reserveCapacity(minimumWritableBytes: max(bytes, buffer.readableBytes == 0 ? Self.initialCapacity : 0))
    }

    /// Takes what was written.
    mutating func takeBytes() -> ByteBuffer {
        let taken = buffer
        buffer = ByteBuffer()
        return taken
    }

    mutating func encode(_ command: RedisCommand) {
        buffer.writeHeader(UInt8(ascii: "*"), command.arguments.count + 1)
        append(command.name)
        for argument in command.arguments { append(argument) }
    }

    /// `EVALSHA` of a script that the server should know.
    mutating func encode(_ script: RedisScript, keys: [String], arguments: [RedisArgument]) {
        buffer.writeHeader(UInt8(ascii: "*"), 3 + keys.count + arguments.count)
        buffer.writeBytes(script.encodedEvalSHA)
        append(Int64(keys.count))
        for key in keys { append(key) }
        for argument in arguments { append(argument) }
    }

    private mutating func append(_ argument: RedisArgument) {
        switch argument {
        case .text(let text): append(text)
        case .integer(let number): append(number)
        case .bytes(let bytes):
            buffer.writeHeader(UInt8(ascii: "$"), bytes.count)
            buffer.writeBytes(bytes)
            endLine()
        case .buffer(let bytes):
            buffer.writeHeader(UInt8(ascii: "$"), bytes.readableBytes)
            buffer.writeImmutableBuffer(bytes)
            endLine()
        }
    }

    private mutating func append(_ text: String) {
        buffer.writeHeader(UInt8(ascii: "$"), text.utf8.count)
        buffer.writeString(text)
        endLine()
    }

    private mutating func append(_ number: Int64) {
        let digits = number.decimalDigitCount
        buffer.writeHeader(UInt8(ascii: "$"), digits)
        buffer.writeDecimalLine(number, digits: digits)
    }

    private mutating func endLine() {
        buffer.writeInteger(0x0D0A as UInt16)
    }
}

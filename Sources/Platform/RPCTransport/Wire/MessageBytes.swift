import GRPCCore
import NIOCore

/// A serialised message, with room in front for the length prefix that gRPC sends before it.
///
/// The prefix is written into that room, so that a message is not copied once it is serialised.
struct MessageBytes: GRPCContiguousBytes, Sendable {
    private static let prefixLength = 5
    private var buffer: ByteBuffer

    init(repeating byte: UInt8, count: Int) {
        buffer = Self.room(for: count)
        buffer.writeRepeatingByte(byte, count: count)
    }

    init(_ sequence: some Sequence<UInt8>) {
        buffer = Self.room(for: sequence.underestimatedCount)
        buffer.writeBytes(sequence)
    }

    /// A message that was received.
    init(received buffer: ByteBuffer) {
        self.buffer = buffer
    }

    var count: Int { buffer.readableBytes }

    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try buffer.withUnsafeReadableBytes(body)
    }

    mutating func withUnsafeMutableBytes<Value>(
        _ body: (UnsafeMutableRawBufferPointer) throws -> Value
    ) rethrows -> Value {
        try buffer.withUnsafeMutableReadableBytes(body)
    }

    /// The message as it travels: a byte that says it is not compressed, four for its length, and the message.
    consuming func framed() -> ByteBuffer {
        guard buffer.readerIndex >= Self.prefixLength else {
            // A message that was received has other things before it.
            var copy = Self.room(for: count)
            copy.writeImmutableBuffer(buffer)
            return MessageBytes(received: copy).framed()
        }
        let start = buffer.readerIndex - Self.prefixLength
        buffer.setInteger(0, at: start, as: UInt8.self)
        buffer.setInteger(UInt32(buffer.readableBytes), at: start + 1)
        buffer.moveReaderIndex(to: start)
        return buffer
    }

    private static func room(for count: Int) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(prefixLength + count)
        buffer.moveWriterIndex(to: prefixLength)
        buffer.moveReaderIndex(to: prefixLength)
        return buffer
    }
}

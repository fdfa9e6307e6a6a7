import NIOCore

/// Cuts the bytes of a stream into the messages that are in it.
struct MessageReader {
    /// What is wrong with the bytes.
    enum Failure: Error {
        case isCompressed
        case isTooLarge(Int)
    }

    /// The longest message that is taken, in bytes.
    static let maximumLength = 4 << 20

    private var buffer = ByteBuffer()

    /// Whether everything that was appended has been read.
    var isAtEnd: Bool { buffer.readableBytes == 0 }

    mutating func append(_ bytes: consuming ByteBuffer) {
        if isAtEnd {
            // Nearly always a message comes in one piece, which need not be copied.
            buffer = bytes
        } else {
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The next message; `nil` until all of it is there.
    mutating func next() throws(Failure) -> ByteBuffer? {
        guard let length = buffer.getInteger(at: buffer.readerIndex + 1, as: UInt32.self) else { return nil }
        guard length <= Self.maximumLength else { throw .isTooLarge(Int(length)) }
        guard buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) == 0 else { throw .isCompressed }
        guard buffer.readableBytes >= 5 + Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 5)
        return buffer.readSlice(length: Int(length))
    }
}

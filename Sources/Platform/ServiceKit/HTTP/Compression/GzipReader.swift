import CZlib
import NIOCore

/// Inflates gzip (RFC 1952) as it comes, and gives up on what inflates to absurd sizes.
struct GzipReader {
    /// What is given out at a time, at most, in bytes.
    static let piece = 16 * 1024
    /// What may be inflated before ``mostRatio`` is looked at, in bytes.
    static let harmless = 64 * 1024
    /// How many bytes a byte may become. Text becomes 5 to 20; zeros become 1032.
    static let mostRatio = 200

    private let zlib = ZlibStream(
        // 16 more than the greatest window is for gzip's header and checksum.
        begin: { inflateInit2_($0, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) }, end: inflateEnd)
    private var input = ByteBuffer()
    /// Counted here, as zlib's own counts begin anew with each member.
    private var taken = 0
    private var given = 0
    /// Whether all that came ended with the end of a member, so that it may be all.
    private(set) var isComplete = false

    /// Adds to what is to be inflated.
    mutating func add(_ bytes: ByteBuffer) {
        var bytes = bytes
        if input.readableBytes == 0 { input = bytes } else { input.writeBuffer(&bytes) }
    }

    /// The next piece; `nil` where more input is needed for it.
    /// - Throws: ``GzipError``.
    mutating func next() throws(GzipError) -> ByteBuffer? {
        var output = ByteBuffer()
        while input.readableBytes > 0 {
            if isComplete {
                // Another member follows.
                _ = inflateReset(zlib.stream)
                isComplete = false
            }
            let before = input.readableBytes
            let code = zlib.step(from: &input, to: &output, atMost: Self.piece) { inflate($0, Z_NO_FLUSH) }
            taken += before - input.readableBytes
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .malformed }
            isComplete = code == Z_STREAM_END
            given += output.readableBytes
            if given > Self.harmless, given / Self.mostRatio > taken { throw .bomb }
            // Blocks of nothing, without end, would come to no limit.
            if taken > given + Self.harmless { throw .malformed }
            if output.readableBytes > 0 { return output }
        }
        return nil
    }
}

/// What is wrong with a body that is said to be gzip.
enum GzipError: Error {
    /// It is not gzip, or its checksum is another.
    case malformed
    /// It ends too early.
    case truncated
    /// It becomes more than ``GzipReader/mostRatio`` times as large.
    case bomb
}

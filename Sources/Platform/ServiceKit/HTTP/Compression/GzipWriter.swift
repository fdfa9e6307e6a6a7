import CZlib
import NIOCore

/// Deflates to gzip.
final class GzipWriter: Sendable {
    /// Below zlib's 6, which takes twice the time for a few hundredths less.
    private static let level: Int32 = 4
    /// What is written at a time, at most, in bytes.
    private static let piece = 16 * 1024

    private let zlib = ZlibStream(
        begin: {
            deflateInit2_(
                $0, GzipWriter.level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size))
        }, end: deflateEnd)

    /// What comes out for `bytes`; it may be nothing, as zlib collects.
    /// - Parameters:
    ///   - isLast: whether the stream ends with them.
    func deflated(_ bytes: ByteBuffer, isLast: Bool) -> ByteBuffer {
        var (input, output) = (bytes, ByteBuffer())
        while true {
            let before = output.readableBytes
            let code = zlib.step(from: &input, to: &output, atMost: Self.piece) {
                deflate($0, isLast ? Z_FINISH : Z_NO_FLUSH)
            }
            // Where the room was not used up there is no more to come.
            let isFull = output.readableBytes - before == Self.piece
            if isLast ? code != Z_OK : input.readableBytes == 0 && !isFull { return output }
        }
    }

    /// Begins another stream.
    func reset() { _ = deflateReset(zlib.stream) }
}

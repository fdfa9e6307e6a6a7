import CZlib
import NIOCore

/// A stream of zlib's, at an address that stays: the library keeps pointers into it.
///
/// `@unchecked`: zlib shares nothing between streams, and each has one user at a time.
final class ZlibStream: @unchecked Sendable {
    let stream: UnsafeMutablePointer<z_stream>
    private let end: (UnsafeMutablePointer<z_stream>) -> Int32

    /// - Parameters:
    ///   - begin: zlib's function that begins the stream.
    ///   - end: zlib's function that frees what the first took.
    init(
        begin: (UnsafeMutablePointer<z_stream>) -> Int32,
        end: @escaping @Sendable (UnsafeMutablePointer<z_stream>) -> Int32
    ) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        self.end = end
        // What can go wrong are parameters, which are constants, and memory, without which nothing goes on anyway.
        precondition(begin(stream) == Z_OK, "zlib has no memory")
    }

    deinit {
        _ = end(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Takes from `input` and appends to `output` at most `limit` bytes.
    func step(
        from input: inout ByteBuffer, to output: inout ByteBuffer, atMost limit: Int,
        _ work: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> Int32 {
        var code = Z_OK
        let taken = input.withUnsafeReadableBytes { bytes in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = UInt32(clamping: bytes.count)
            let offered = Int(stream.pointee.avail_in)
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: limit) { room in
                let room = UnsafeMutableRawBufferPointer(rebasing: room.prefix(limit))
                stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(room.count)
                code = work(stream)
                return room.count - Int(stream.pointee.avail_out)
            }
            return offered - Int(stream.pointee.avail_in)
        }
        input.moveReaderIndex(forwardBy: taken)
        return code
    }
}

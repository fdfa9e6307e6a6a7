import Hummingbird
import NIOCore

/// A body that came as gzip, inflated while it is read and no further than it is read: its reader's limit is that of
/// what it becomes.
struct InflatedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let compressed: RequestBody

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var compressed: RequestBody.AsyncIterator
        fileprivate var reader = GzipReader()

        mutating func next() async throws -> ByteBuffer? {
            while true {
                if let piece = try reader.next() { return piece }
                guard let bytes = try await compressed.next() else {
                    guard reader.isComplete else { throw GzipError.truncated }
                    return nil
                }
                reader.add(bytes)
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(compressed: compressed.makeAsyncIterator()) }
}

import Synchronization

/// Keeps writers for the next response: each has a quarter of a megabyte that need not be taken anew.
final class GzipWriters: Sendable {
    private let idle = Mutex<[GzipWriter]>([])
    private let most: Int

    /// - Parameter most: how many are kept.
    init(keeping most: Int = 8) {
        self.most = most
    }

    func take() -> GzipWriter {
        idle.withLock { $0.popLast() } ?? GzipWriter()
    }

    /// Gives back a writer, whatever became of its stream.
    func put(_ writer: GzipWriter) {
        writer.reset()
        idle.withLock { if $0.count < most { $0.append(writer) } }
    }
}

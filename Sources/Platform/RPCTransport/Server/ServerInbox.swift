import NIOHTTP2
import Synchronization

/// Hands the responses of the tasks that serve calls to their connection's event loop: many at a time where many come.
final class ServerInbox: Sendable {
    typealias Entry = (stream: HTTP2StreamID, piece: ResponsePiece)

    private let entries = Mutex<[Entry]>([])

    /// - Returns: whether the event loop must be told.
    func add(_ entry: Entry) -> Bool {
        entries.withLock { entries in
            entries.append(entry)
            return entries.count == 1
        }
    }

    func take() -> [Entry] {
        entries.withLock { entries in
            let taken = entries
            entries.removeAll(keepingCapacity: true)
            return taken
        }
    }
}

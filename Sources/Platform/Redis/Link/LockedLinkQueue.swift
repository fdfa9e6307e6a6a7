import Synchronization

/// The queue of a link, which callers and the event loop share.
final class LockedLinkQueue: Sendable {
    private let queue: Mutex<LinkQueue>
    /// Settled replies that the queue has not been told of: counting them takes no lock, so that reading does not wait for
    /// writers.
    private let replies = Atomic<Int>(0)

    init(maxPending: Int) {
        queue = Mutex(LinkQueue(maxPending: maxPending))
    }

    func withLock<Result>(_ body: (inout sending LinkQueue) -> sending Result) -> sending Result {
        queue.withLock(body)
    }

    func add(
        _ command: PendingCommand, byteBound: Int, _ encode: (inout RESPEncoder) -> Void
    ) -> LinkQueue.Admission {
        queue.withLock { queue in
            if !queue.hasRoom(for: command) { queue.settled(replies.exchange(0, ordering: .relaxed)) }
            return queue.add(command, byteBound: byteBound, encode)
        }
    }

    /// Replies came, or will not come.
    func settled(_ count: Int) {
        replies.wrappingAdd(count, ordering: .relaxed)
    }
}

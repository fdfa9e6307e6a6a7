import Clocks
import Database
import Synchronization
public import TaskQueue

/// Tells one listener which tasks are to be cancelled, from the moment at which it is made.
///
/// Requests are rows, so that they reach the workers of every process on the file: those of the process that made the
/// request at once, others within ``SQLiteBroker/checkInterval``.
final class CancellationFeed: Sendable {
    /// How long a request is kept for those who have yet to look.
    static let retention: Duration = .seconds(60)

    private struct Request {
        var number: Int64
        var taskID: String
    }

    private struct State {
        /// Requests that were read and not handed out yet.
        var waiting: ArraySlice<Request> = []
        /// The numbers of those that were read before and are still stored.
        var known: Set<Int64> = []
    }

    private let broker: SQLiteBroker
    private let start: Timestamp
    private let state = Mutex(State())

    init(_ broker: SQLiteBroker) {
        self.broker = broker
        start = broker.clock.now
    }

    /// The next task to cancel; `nil` once the consumer is cancelled.
    func next() async -> String? {
        while !Task.isCancelled {
            if let request = state.withLock({ $0.waiting.popFirst() }) { return request.taskID }
            // Made before the look, so that no request falls between the two.
            let wakeUp = broker.hub.subscribe(to: [.cancellation])
            if await !look() { await wait(for: wakeUp) }
        }
        return nil
    }

    /// - Returns: whether there is something new.
    private func look() async -> Bool {
        let stored: [Request]
        do {
            stored = try await broker.read { [start] connection in
                try connection.rows(
                    "SELECT number, task_id FROM cancellations WHERE requested_at >= $1 ORDER BY number",
                    start.nanoseconds
                ) { try Request(number: $0.next(), taskID: $0.next()) }
            }
        } catch {
            // Whoever runs tasks asks the same database for them and for their leases all the time, and hears of it.
            return false
        }
        return state.withLock { state in
            state.waiting = stored.filter { !state.known.contains($0.number) }[...]
            state.known = Set(stored.map(\.number))
            return !state.waiting.isEmpty
        }
    }

    private func wait(for wakeUp: AsyncStream<Void>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in wakeUp { return } }
            group.addTask { [broker] in
                // It throws only when the wait has ended before.
                try? await broker.clock.sleep(for: broker.checkInterval)
            }
            await group.next()
            group.cancelAll()
        }
    }
}

extension SQLiteBroker {
    public func cancel(_ id: String) async throws(TaskQueueError) {
        let now = clock.now
        try await write { connection in
            try Self.deleteCancellations(expiredBy: now, connection)
            try connection.execute(
                "INSERT INTO cancellations (task_id, requested_at) VALUES ($1, $2)", id, now.nanoseconds)
        }
        hub.signal([.cancellation])
    }

    public func cancellations() -> AsyncStream<String> {
        let feed = CancellationFeed(self)
        return AsyncStream { await feed.next() }
    }

    static func deleteCancellations(expiredBy now: Timestamp, _ connection: any DatabaseConnection) throws {
        try connection.execute(
            "DELETE FROM cancellations WHERE requested_at < $1", (now - CancellationFeed.retention).nanoseconds)
    }
}

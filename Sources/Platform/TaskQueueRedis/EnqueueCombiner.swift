import DequeModule
import Synchronization
import TaskQueue

/// Joins tasks that several callers enqueue at the same time into one call of the script.
///
/// A caller alone waits for nobody. While a call is under way, callers wait: until it has ended, or until there are
/// enough of them for a call of their own. One of them sends for all.
final class EnqueueCombiner: Sendable {
    /// One task, encoded.
    struct Entry: Sendable {
        var id: String
        var message: [UInt8]
        /// Whether the queue's name is to be added to the set of all queues.
        var registersQueue: Bool
    }

    /// Sends entries, and returns the indices of those that were refused.
    typealias Send = @Sendable ([Entry]) async throws(TaskQueueError) -> Set<Int>

    private enum Turn {
        /// Send one's own entry and these.
        case lead([Waiter])
        case done(Result<Bool, TaskQueueError>)
    }

    private struct Waiter {
        var entry: Entry
        var continuation: UnsafeContinuation<Turn, Never>
    }

    private struct Line {
        var underWay = 0
        var waiting: Deque<Waiter> = []

        var mayBegin: Bool {
            underWay == 0 || (waiting.count >= EnqueueCombiner.enough && underWay < EnqueueCombiner.maxUnderWay)
        }

        /// Takes out those who go into a call with an entry.
        mutating func followers(of entry: Entry) -> [Waiter] {
            var followers: [Waiter] = []
            var bytes = entry.message.count
            while followers.count < EnqueueCombiner.maxEntries - 1, let next = waiting.first {
                bytes += next.entry.message.count
                guard bytes <= EnqueueCombiner.maxBytes else { break }
                followers.append(waiting.removeFirst())
            }
            return followers
        }
    }

    /// From so many on it does not pay to wait for more.
    private static let enough = 24
    private static let maxUnderWay = 4
    private static let maxEntries = 100
    /// Beyond so many bytes a call keeps others from the server for longer than joining saves.
    private static let maxBytes = 256 * 1024

    /// By queue. A queue with nothing under way has none.
    private let lines = Mutex<[String: Line]>([:])

    /// Stores a task.
    /// - Returns: whether it was stored, and not refused.
    func store(_ entry: Entry, in queue: String, _ send: Send) async throws(TaskQueueError) -> Bool {
        if let followers = begin(entry, in: queue) { return try await lead(entry, followers, in: queue, send) }
        let turn = await withUnsafeContinuation { continuation in
            let followers = lines.withLock { lines -> [Waiter]? in
                // The last call may have ended since, and then nobody would wake this caller.
                let followers = Self.begin(entry, &lines[queue, default: Line()])
                if followers == nil {
                    lines[queue]?.waiting.append(Waiter(entry: entry, continuation: continuation))
                }
                return followers
            }
            if let followers { continuation.resume(returning: .lead(followers)) }
        }
        switch turn {
        case .done(let result): return try result.get()
        case .lead(let followers): return try await lead(entry, followers, in: queue, send)
        }
    }

    private func begin(_ entry: Entry, in queue: String) -> [Waiter]? {
        lines.withLock { Self.begin(entry, &$0[queue, default: Line()]) }
    }

    /// Begins a call for an entry and those who wait, if it is time for one.
    private static func begin(_ entry: Entry, _ line: inout Line) -> [Waiter]? {
        guard line.mayBegin else { return nil }
        line.underWay += 1
        return line.followers(of: entry)
    }

    /// Sends entries, tells their callers, and hands the lead on.
    /// - Returns: whether the first entry was stored.
    private func lead(
        _ entry: Entry, _ followers: [Waiter], in queue: String, _ send: Send
    ) async throws(TaskQueueError) -> Bool {
        let result: Result<Set<Int>, TaskQueueError>
        do throws(TaskQueueError) {
            result = .success(try await send([entry] + followers.lazy.map(\.entry)))
        } catch {
            result = .failure(error)
        }
        handOver(queue)
        for (index, follower) in followers.enumerated() {
            follower.continuation.resume(returning: .done(result.map { !$0.contains(index + 1) }))
        }
        return try !result.get().contains(0)
    }

    /// Has the first of those who wait send for them.
    private func handOver(_ queue: String) {
        let next = lines.withLock { lines -> (leader: Waiter, followers: [Waiter])? in
            guard let leader = lines[queue]?.waiting.popFirst() else {
                lines[queue]?.underWay -= 1
                if lines[queue]?.underWay == 0 { lines[queue] = nil }
                return nil
            }
            return (leader, lines[queue]?.followers(of: leader.entry) ?? [])
        }
        next?.leader.continuation.resume(returning: .lead(next?.followers ?? []))
    }
}

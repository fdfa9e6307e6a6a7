import DequeModule
import Synchronization
import TaskQueue

/// Joins tasks that several callers enqueue at the same time into one call of the script: what comes while calls are
/// under way goes into the next.
///
/// A caller alone waits for nobody. Of many, one leads and sends for all, while the others wait for what it hears.
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
        /// Send for these, the first of which is one's own.
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
    }

    /// A call under way and one that waits behind it on the server keep the server busy.
    private static let maxUnderWay = 2
    private static let maxEntries = 100
    /// Beyond so many bytes a call keeps others from the server for longer than joining saves.
    private static let maxBytes = 256 * 1024

    /// By queue. A queue with nothing under way has none.
    private let lines = Mutex<[String: Line]>([:])

    /// Stores a task.
    /// - Returns: whether it was stored, and not refused.
    func store(_ entry: Entry, in queue: String, _ send: Send) async throws(TaskQueueError) -> Bool {
        if begin(in: queue) { return try await lead([entry], followers: [], in: queue, send) }
        let turn = await withUnsafeContinuation { continuation in
            // The last call may have ended since: then this caller leads after all.
            let leads = lines.withLock { lines in
                if lines[queue, default: Line()].underWay < Self.maxUnderWay {
                    lines[queue, default: Line()].underWay += 1
                    return true
                }
                lines[queue]?.waiting.append(Waiter(entry: entry, continuation: continuation))
                return false
            }
            if leads { continuation.resume(returning: .lead([Waiter(entry: entry, continuation: continuation)])) }
        }
        switch turn {
        case .done(let result): return try result.get()
        case .lead(let batch):
            return try await lead(batch.map(\.entry), followers: batch.dropFirst(), in: queue, send)
        }
    }

    private func begin(in queue: String) -> Bool {
        lines.withLock { lines in
            guard lines[queue, default: Line()].underWay < Self.maxUnderWay else { return false }
            lines[queue, default: Line()].underWay += 1
            return true
        }
    }

    /// Sends entries, tells their callers, and hands the lead on.
    /// - Returns: whether the first entry was stored.
    private func lead(
        _ entries: [Entry], followers: ArraySlice<Waiter>, in queue: String, _ send: Send
    ) async throws(TaskQueueError) -> Bool {
        let result: Result<Set<Int>, TaskQueueError>
        do throws(TaskQueueError) {
            result = .success(try await send(entries))
        } catch {
            result = .failure(error)
        }
        handOver(queue)
        for (index, follower) in followers.enumerated() {
            follower.continuation.resume(returning: .done(result.map { !$0.contains(index + 1) }))
        }
        return try !result.get().contains(0)
    }

    private func handOver(_ queue: String) {
        let batch = lines.withLock { lines -> [Waiter] in
            guard var line = lines[queue] else { return [] }
            var batch: [Waiter] = []
            var bytes = 0
            while batch.count < Self.maxEntries, let next = line.waiting.first,
                batch.isEmpty || bytes + next.entry.message.count <= Self.maxBytes
            {
                bytes += next.entry.message.count
                batch.append(line.waiting.removeFirst())
            }
            if batch.isEmpty { line.underWay -= 1 }
            lines[queue] = line.underWay == 0 ? nil : line
            return batch
        }
        batch.first?.continuation.resume(returning: .lead(batch))
    }
}

import Database
import EventLog
import Synchronization

/// A partition while it is one member's: reads ahead, and waits for what is to come.
final class PartitionFeed: AssignedPartition {
    private enum Step {
        case hand(EventRecord)
        case fetch(from: Int64, end: Int64)
        case wait, end
    }

    private enum Wait {
        case forRecords, forEnding
    }

    private struct State {
        /// Records read ahead, the next one last.
        var buffer: [EventRecord] = []
        /// The offset to read from next.
        var position: Int64
        /// The offset after the last record known to be committed.
        var end: Int64
        var isEnding = false
        var nextID = 0
        var waiters: [Int: (wait: Wait, continuation: CheckedContinuation<Void, Never>)] = [:]

        func isOver(_ wait: Wait) -> Bool {
            isEnding || (wait == .forRecords && position < end)
        }
    }

    let topic: String
    let partition: Int
    let partitionID: Int64
    private let group: String
    private let memberID: String
    private let store: EventStore
    private let prefetch: Int
    private let state: Mutex<State>

    init(_ assignment: GroupView.Partition, group: String, memberID: String, store: EventStore, prefetch: Int) {
        topic = assignment.topic
        partition = assignment.number
        partitionID = assignment.id
        self.group = group
        self.memberID = memberID
        self.store = store
        self.prefetch = prefetch
        state = Mutex(State(position: assignment.committed, end: assignment.end))
    }

    func next() async throws(EventLogError) -> EventRecord? {
        while !Task.isCancelled {
            switch nextStep() {
            case .hand(let record): return record
            case .end: return nil
            case .wait: await wait(.forRecords)
            case .fetch(let offset, let end): try await fetch(from: offset, end: end)
            }
        }
        return nil
    }

    func commit(through offset: Int64) async throws(EventLogError) {
        let (group, partitionID, memberID) = (group, partitionID, memberID)
        let rows = try await store.write { connection in
            try connection.execute(
                """
                UPDATE event_group_partition SET committed = CASE WHEN committed < $1 THEN $1 ELSE committed END
                WHERE group_name = $2 AND partition_id = $3 AND member_id = $4
                """, offset + 1, group, partitionID, memberID)
        }
        guard rows == 1 else {
            throw EventLogError(.notAssigned, "\(topic)/\(partition) no longer belongs to this member of «\(group)»")
        }
    }

    func waitUntilEnding() async {
        await wait(.forEnding)
    }

    /// Takes notice of records up to `end`.
    func extend(to end: Int64) {
        resume { $0.end = max($0.end, end) }
    }

    /// Hands out nothing more.
    func finish() {
        resume { $0.isEnding = true }
    }

    /// Whether ``finish()`` was called.
    var isEnding: Bool {
        state.withLock { $0.isEnding }
    }

    private func nextStep() -> Step {
        state.withLock { state in
            if state.isEnding { return .end }
            if let record = state.buffer.popLast() { return .hand(record) }
            return state.position < state.end ? .fetch(from: state.position, end: state.end) : .wait
        }
    }

    private func fetch(from offset: Int64, end: Int64) async throws(EventLogError) {
        let (topic, partition, partitionID, prefetch) = (topic, partition, partitionID, prefetch)
        let records = try await store.read { connection in
            try RecordQuery.records(
                topic: topic, partition: partition, partitionID: partitionID, from: offset, limit: prefetch, connection)
        }
        state.withLock { state in
            state.buffer = records.reversed()
            // Where there are no records, those up to the end were deleted.
            state.position = records.last.map { $0.offset + 1 } ?? end
        }
    }

    private func resume(after change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            let over = state.waiters.filter { state.isOver($0.value.wait) }
            for id in over.keys { state.waiters[id] = nil }
            return over.values.map(\.continuation)
        }
        for waiter in waiters { waiter.resume() }
    }

    private func wait(_ wait: Wait) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // The cancellation handler may have run already and found nobody waiting.
                    if state.isOver(wait) || Task.isCancelled { return true }
                    state.waiters[id] = (wait, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}

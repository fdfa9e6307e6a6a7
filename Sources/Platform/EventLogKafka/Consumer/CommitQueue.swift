import EventLog

/// The commits of a session. Those that come while one is under way go together in the next.
struct CommitQueue {
    typealias Waiter = CheckedContinuation<Result<Void, EventLogError>, Never>

    private struct Entry {
        var offset: Int64
        var waiters: [Waiter]
    }

    private var pending: [PartitionID: Entry] = [:]
    private var underWay: [PartitionID: Entry] = [:]

    /// Whether nobody waits for anything.
    var isIdle: Bool { pending.isEmpty && underWay.isEmpty }

    /// Enters a commit; whether it is to be sent now, because none is under way.
    /// - Parameter offset: the first one that is not committed.
    mutating func add(_ id: PartitionID, _ offset: Int64, _ waiter: Waiter) -> Bool {
        let isFirst = isIdle
        var entry = pending[id] ?? Entry(offset: offset, waiters: [])
        entry.offset = max(entry.offset, offset)
        entry.waiters.append(waiter)
        pending[id] = entry
        return isFirst
    }

    /// What to send; nothing where there is nothing to send, or something under way.
    mutating func begin() -> [(id: PartitionID, offset: Int64)] {
        guard underWay.isEmpty else { return [] }
        (underWay, pending) = (pending, [:])
        return underWay.map { (id: $0.key, offset: $0.value.offset) }
    }

    /// Ends what is under way, and returns who is to be told what.
    mutating func finish(
        _ result: (PartitionID) -> Result<Void, EventLogError>
    ) -> [(Waiter, Result<Void, EventLogError>)] {
        defer { underWay = [:] }
        return underWay.flatMap { id, entry in
            let result = result(id)
            return entry.waiters.map { ($0, result) }
        }
    }
}

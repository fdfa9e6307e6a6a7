import Synchronization

/// Tells the consumers of this process at once what producers and other consumers of this process did.
final class Switchboard: Sendable {
    private struct State {
        var nextID = 0
        var feeds: [Int64: [ObjectIdentifier: PartitionFeed]] = [:]
        var members: [String: [Int: @Sendable () -> Void]] = [:]
    }

    private let state = Mutex(State())

    func connect(_ feed: PartitionFeed) {
        state.withLock { $0.feeds[feed.partitionID, default: [:]][ObjectIdentifier(feed)] = feed }
    }

    func disconnect(_ feed: PartitionFeed) {
        state.withLock { state in
            state.feeds[feed.partitionID]?[ObjectIdentifier(feed)] = nil
            if state.feeds[feed.partitionID]?.isEmpty == true { state.feeds[feed.partitionID] = nil }
        }
    }

    /// Tells the readers of partitions that records were committed.
    /// - Parameter ends: for each partition's row, the offset after its last record.
    func recordsArrived(_ ends: [Int64: Int64]) {
        let arrivals = state.withLock { state in
            ends.flatMap { partitionID, end in
                (state.feeds[partitionID] ?? [:]).values.map { (feed: $0, end: end) }
            }
        }
        for (feed, end) in arrivals { feed.extend(to: end) }
    }

    /// Enters a member of a group; `wake` is called when the group has changed.
    func join(_ group: String, wake: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.nextID += 1
            state.members[group, default: [:]][state.nextID] = wake
            return state.nextID
        }
    }

    func leave(_ group: String, _ id: Int) {
        state.withLock { state in
            state.members[group]?[id] = nil
            if state.members[group]?.isEmpty == true { state.members[group] = nil }
        }
    }

    /// Tells the other members of a group that one came, went or gave up a partition.
    func groupChanged(_ group: String, by id: Int) {
        let members = state.withLock { $0.members[group] ?? [:] }
        for (other, wake) in members where other != id { wake() }
    }
}

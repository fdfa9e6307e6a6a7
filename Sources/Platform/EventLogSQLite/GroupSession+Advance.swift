import Clocks
import EventLog
import Logging
import Synchronization

extension GroupSession {
    /// What ``advance()`` knows when it begins.
    private struct Snapshot {
        var membership: GroupMembership
        var hasJoined: Bool
        var isBeatDue: Bool
        var feeds: [Int64: PartitionFeed]
        var released: Set<Int64>
        var isLeaving: Bool

        func plan(_ view: GroupView) -> GroupPlan {
            let ending = feeds.filter { $0.value.isEnding }.keys
            return GroupPlan(
                view, member: membership.memberID, topics: membership.topics, held: released.union(feeds.keys),
                ending: released.union(ending))
        }
    }

    /// What a transaction found and did.
    private struct Turn: Sendable {
        /// Whether the transaction wrote; otherwise nothing was due and it only read.
        var hasWritten = false
        /// Whether the member was removed for its silence.
        var isExpelled = false
        var gained: [GroupView.Partition] = []
        var surplus: [Int64] = []
        var view: GroupView
    }

    /// Does what ``advance()`` is there for.
    func advanceOrThrow() async throws(EventLogError) -> [PartitionFeed] {
        let log = consumer.log
        for topic in consumer.topics { _ = try await log.topics.partitionIDs(of: topic) }
        let now = log.clock.now
        let snapshot = state.withLock { state in
            Snapshot(
                membership: state.membership, hasJoined: state.hasJoined, isBeatDue: state.nextBeat <= now,
                feeds: state.feeds, released: state.released, isLeaving: state.isLeaving)
        }
        // Whoever goes before having come has nothing to do.
        if snapshot.isLeaving && !snapshot.hasJoined { return [] }

        let (group, topics) = (consumer.group, consumer.topics)
        let view = try await log.store.read { try GroupView.load(group: group, topics: topics, now: now, $0) }
        var turn = Turn(surplus: snapshot.plan(view).surplus, view: view)
        if needsWrite(snapshot, view) { turn = try await write(snapshot, now: now) }
        return apply(turn, to: snapshot, now: now)
    }

    /// Whether there is anything to write. Most of the time there is not, and a check costs one read.
    private func needsWrite(_ snapshot: Snapshot, _ view: GroupView) -> Bool {
        let plan = snapshot.plan(view)
        return !snapshot.hasJoined || snapshot.isBeatDue || !snapshot.released.isEmpty || view.hasExpiredMember
            || (!snapshot.isLeaving && !(plan.claims.isEmpty && plan.adoptions.isEmpty))
    }

    private func write(_ snapshot: Snapshot, now: Timestamp) async throws(EventLogError) -> Turn {
        let membership = snapshot.membership
        let (start, expiry) = (consumer.start, now + consumer.sessionTimeout)
        return try await consumer.log.store.write { connection in
            func load() throws -> GroupView {
                try GroupView.load(group: membership.group, topics: membership.topics, now: now, connection)
            }
            if !snapshot.hasJoined {
                // Whether an earlier attempt was committed is not known; a member is entered once.
                try membership.leave(connection)
                try membership.join(start: start, until: expiry, connection)
            } else if try !membership.beat(until: expiry, connection) {
                return Turn(hasWritten: true, isExpelled: true, view: try load())
            }
            try membership.removeExpired(now: now, connection)
            for partitionID in snapshot.released.sorted() { try membership.release(partitionID, connection) }

            // What has just been given back is free, also for this member.
            var snapshot = snapshot
            snapshot.released = []
            var turn = Turn(hasWritten: true, view: try load())
            let plan = snapshot.plan(turn.view)
            turn.surplus = plan.surplus
            guard !snapshot.isLeaving else { return turn }
            turn.gained = plan.adoptions
            for var partition in plan.claims {
                guard let committed = try membership.claim(partition.id, connection) else { continue }
                partition.committed = committed
                turn.gained.append(partition)
            }
            return turn
        }
    }

    /// Takes over what a transaction did, and returns the partitions that were gained.
    private func apply(_ turn: Turn, to snapshot: Snapshot, now: Timestamp) -> [PartitionFeed] {
        guard !turn.isExpelled else {
            rejoin()
            return []
        }
        if turn.hasWritten { noteWritten(snapshot, now: now) }
        let gained = enter(turn.gained)
        for feed in gained { switchboard.connect(feed) }
        // Records may have come after the view was read and before the feeds were connected: look once more.
        if !gained.isEmpty { wakeUp.yield() }

        let feeds = state.withLock { $0.feeds }
        for partition in turn.view.partitions { feeds[partition.id]?.extend(to: partition.end) }
        for partitionID in turn.surplus { feeds[partitionID]?.finish() }
        return gained
    }

    private func noteWritten(_ snapshot: Snapshot, now: Timestamp) {
        state.withLock { state in
            state.hasJoined = true
            state.nextBeat = now + consumer.sessionTimeout / 3
            state.released.subtract(snapshot.released)
        }
        if !snapshot.hasJoined || !snapshot.released.isEmpty {
            switchboard.groupChanged(consumer.group, by: switchboardID)
        }
    }

    private func enter(_ gained: [GroupView.Partition]) -> [PartitionFeed] {
        state.withLock { state in
            var feeds: [PartitionFeed] = []
            for partition in gained {
                // The session may have been told to end in the meantime.
                guard !state.isLeaving else {
                    state.released.insert(partition.id)
                    continue
                }
                let feed = PartitionFeed(
                    partition, group: consumer.group, memberID: state.membership.memberID, store: consumer.log.store,
                    prefetch: consumer.prefetch)
                state.feeds[partition.id] = feed
                feeds.append(feed)
            }
            return feeds
        }
    }

    /// Begins anew as another member, after the group has given this one up.
    private func rejoin() {
        logger.warning("this member was silent for longer than the session's time-out and lost its partitions")
        let feeds = state.withLock { state in
            state.membership = Self.newMembership(consumer)
            state.hasJoined = false
            return Array(state.feeds.values)
        }
        for feed in feeds { feed.finish() }
        wakeUp.yield()
    }
}

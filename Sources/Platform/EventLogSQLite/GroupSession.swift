import Clocks
import EventLog
import Logging
import Synchronization

/// One membership of a consumer in its group, from joining to leaving.
///
/// ``advance()`` is the whole of it: it is called when woken (by the ticker, by another member of this process, by a
/// partition that was let go) and does whatever the state of the group asks for.
final class GroupSession: Sendable {
    struct State {
        var membership: GroupMembership
        var hasJoined = false
        var nextBeat = Timestamp.distantPast
        /// Partitions whose bodies run, by row.
        var feeds: [Int64: PartitionFeed] = [:]
        /// Partitions whose bodies have returned and that are to be given back.
        var released: Set<Int64> = []
        /// No more partitions are taken.
        var isLeaving = false
        /// What a body threw.
        var failure: (any Error)?
    }

    /// Yields when ``advance()`` is to be called. Wakes that come while it runs are one.
    let wakes: AsyncStream<Void>
    let wakeUp: AsyncStream<Void>.Continuation
    let consumer: SQLiteEventConsumer
    let switchboard: Switchboard
    let switchboardID: Int
    let logger: Logger
    let state: Mutex<State>

    init(_ consumer: SQLiteEventConsumer) {
        self.consumer = consumer
        switchboard = consumer.log.switchboard
        let (wakes, wakeUp) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (self.wakes, self.wakeUp) = (wakes, wakeUp)
        state = Mutex(State(membership: Self.newMembership(consumer)))
        var logger = consumer.log.logger
        logger[metadataKey: "group"] = "\(consumer.group)"
        self.logger = logger
        switchboardID = switchboard.join(consumer.group) { wakeUp.yield() }
        wakeUp.yield()
    }

    /// Wakes the session regularly, until cancelled.
    func tick() async {
        while !Task.isCancelled {
            do {
                try await consumer.log.clock.sleep(for: SQLiteEventLog.checkInterval)
            } catch {
                return
            }
            wakeUp.yield()
        }
    }

    /// Stops taking partitions, and lets go of those it has as their bodies return.
    func end() {
        let feeds = state.withLock { state in
            state.isLeaving = true
            return Array(state.feeds.values)
        }
        for feed in feeds { feed.finish() }
        wakeUp.yield()
    }

    /// Whether the session is leaving and no body runs any more.
    var isOver: Bool {
        state.withLock { $0.isLeaving && $0.feeds.isEmpty }
    }

    /// Runs `body` on a partition.
    func serve(_ feed: PartitionFeed, with body: @Sendable (any AssignedPartition) async throws -> Void) async {
        do {
            try await body(feed)
        } catch {
            state.withLock { $0.failure = $0.failure ?? error }
            end()
        }
        switchboard.disconnect(feed)
        state.withLock { state in
            state.feeds[feed.partitionID] = nil
            state.released.insert(feed.partitionID)
        }
        wakeUp.yield()
    }

    /// Brings member and group up to date, and returns the partitions that were gained.
    func advance() async -> [PartitionFeed] {
        do {
            return try await advanceOrThrow()
        } catch {
            logger.warning(
                "a consumer group cannot be read or written, it will be retried", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// Gives back everything and says good-bye.
    /// - Throws: what a body threw.
    func leave() async throws {
        switchboard.leave(consumer.group, switchboardID)
        let (membership, failure) = state.withLock { ($0.membership, $0.failure) }
        do {
            try await consumer.log.store.write { try membership.leave($0) }
        } catch {
            logger.warning(
                "leaving a consumer group failed, its partitions are free after the session's time-out",
                metadata: ["error": "\(error)"])
        }
        switchboard.groupChanged(consumer.group, by: switchboardID)
        if let failure { throw failure }
    }

    static func newMembership(_ consumer: SQLiteEventConsumer) -> GroupMembership {
        GroupMembership(
            group: consumer.group, topics: consumer.topics,
            memberID: String(UInt64.random(in: .min ... .max), radix: 36))
    }
}

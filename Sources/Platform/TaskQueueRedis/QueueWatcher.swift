import Clocks
import Logging
import Redis
import Synchronization
import TaskQueue

/// Learns of what other processes do to the queues that somebody in this one waits for, whoever they are: asynq's
/// clients announce nothing, but the server tells which keys have changed.
///
/// A change is told once, until the key is read again. That happens when there is nothing left to do, so that a busy
/// queue causes no signals.
final class QueueWatcher: Sendable {
    private struct State {
        /// By queue in a cluster, where each may live on another node, else one under the empty name.
        var watches: [String: RedisKeyWatch] = [:]
        /// What a change of a key means.
        var meanings: [String: (kind: BrokerSignal, queue: String)] = [:]
    }

    private let client: RedisClient
    private let isCluster: Bool
    private let hub: SignalHub
    private let logger: Logger
    private let state = Mutex(State())

    init(client: RedisClient, isCluster: Bool, hub: SignalHub, logger: Logger) {
        self.client = client
        self.isCluster = isCluster
        self.hub = hub
        self.logger = logger
    }

    /// Begins to watch queues for a new subscriber.
    func start(_ queues: [String]) {
        for queue in queues { _ = watch(queue) }
    }

    /// A subscriber has gone: nothing is watched for nobody.
    func stopIfUnused() {
        guard !hub.hasSubscribers else { return }
        let watches = state.withLock { state in
            defer { state = State() }
            return state.watches.values
        }
        for watch in watches { watch.close() }
    }

    /// A worker has taken all there was: signals when there is more.
    func awaitTasks(in queues: [String]) {
        for queue in queues where hub.isAwaited(.ready, in: queue) {
            let keys = QueueKeys(queue)
            remember([keys.pending, keys.paused], .ready, queue)
            let commands = [RedisCommand("EXISTS", .text(keys.paused)), RedisCommand("EXISTS", .text(keys.pending))]
            watch(queue)?.read(commands) { [hub] replies in
                // Something may have come between the worker's look and this one.
                if replies[0].int == 0, replies[1].int != 0 { hub.signal(.ready, in: queue) }
            }
        }
    }

    /// All that is due was forwarded: signals when something is scheduled.
    /// - Parameter nextDue: when the next task of the queue is due as far as was seen.
    func awaitSchedule(of queue: String, nextDue: Timestamp?) {
        guard hub.isAwaited(.scheduled, in: queue) else { return }
        let keys = QueueKeys(queue)
        let lists = [keys.due, keys.scheduled, keys.retry]
        remember(lists, .scheduled, queue)
        watch(queue)?.read(lists.map { RedisCommand("ZRANGE", .text($0), 0, 0, "WITHSCORES") }) { [hub] replies in
            let scales = [1.0, 1_000_000, 1_000_000]
            let first = zip(replies, scales).compactMap { reply, scale in Self.score(reply).map { $0 * scale } }.min()
            guard let first else { return }
            // Something earlier may have come between the look and this one.
            let seen = nextDue.map { Double($0.microsecondsRoundedUp) }
            if seen.map({ first < $0 }) ?? true { hub.signal(.scheduled, in: queue) }
        }
    }

    /// The score of the only member, which version 3 of the protocol puts into an array with it.
    private static func score(_ reply: RESPValue) -> Double? {
        reply.array?.first?.array?.last?.double ?? reply.array?.last?.double
    }

    private func remember(_ keys: [String], _ kind: BrokerSignal, _ queue: String) {
        state.withLock { state in
            for key in keys { state.meanings[key] = (kind, queue) }
        }
    }

    private func watch(_ queue: String) -> RedisKeyWatch? {
        let name = isCluster ? queue : ""
        return state.withLock { state in
            if let watch = state.watches[name] { return watch }
            let watch = client.watchKeys(near: QueueKeys(queue).prefix) { [weak self] in self?.changed($0) }
            state.watches[name] = watch
            return watch
        }
    }

    private func changed(_ change: RedisKeyChange) {
        switch change {
        case .all: hub.signalAll()
        case .keys(let keys):
            let meanings = state.withLock { state in keys.compactMap { state.meanings[$0] } }
            for (kind, queue) in meanings { hub.signal(kind, in: queue) }
        case .unsupported(let reason):
            logger.info(
                "Redis does not tell of changes; the queues are looked at every second instead",
                metadata: ["reason": "\(reason)"])
        }
    }
}

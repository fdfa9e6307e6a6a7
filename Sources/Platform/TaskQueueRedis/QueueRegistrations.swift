import Synchronization

/// Remembers for a few seconds which queues this process has put into the set of all queues.
///
/// Not for longer: another process may delete a queue meanwhile, and the next task brings it back.
final class QueueRegistrations: Sendable {
    private static let lifetime: Duration = .seconds(5)

    private let expiries = Mutex<[String: ContinuousClock.Instant]>([:])

    /// Those of the queues that are not known to be registered.
    func missing(of queues: some Sequence<String>) -> [String] {
        let now = ContinuousClock.now
        return expiries.withLock { expiries in
            queues.filter { expiries[$0].map { $0 <= now } ?? true }
        }
    }

    func add(_ queues: [String]) {
        let expiry = ContinuousClock.now + Self.lifetime
        expiries.withLock { expiries in
            // Queue names may be made up without end: what is over is not kept.
            if expiries.count >= 1000 { expiries = expiries.filter { $0.value > .now } }
            for queue in queues { expiries[queue] = expiry }
        }
    }

    /// A queue was deleted.
    func remove(_ queue: String) {
        expiries.withLock { _ = $0.removeValue(forKey: queue) }
    }
}

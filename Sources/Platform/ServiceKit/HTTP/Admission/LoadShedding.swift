import Resilience
import Synchronization

/// The shedder of all routes together. What waits for a thread counts as under way.
final class LoadShedding: Sendable {
    private let shedder = Mutex(AdaptiveShedder())
    private let load: @Sendable () -> Double
    let arrivals = Arrivals()

    /// - Parameter load: the share of the processor in use, 0 to 1.
    init(load: @escaping @Sendable () -> Double) {
        self.load = load
    }

    func admits(at now: MonotonicTime) -> Bool {
        let load = load()
        return shedder.withLock { $0.admits(load: load, waiting: arrivals.waiting, at: now) }
    }

    func ended(after elapsed: Duration, well: Bool, at now: MonotonicTime) {
        shedder.withLock { $0.ended(after: elapsed, well: well, waiting: arrivals.waiting, at: now) }
    }
}

import Resilience
import Synchronization

/// How many requests have come and are not worked on yet.
///
/// A request comes on its connection's event loop, and is worked on when a thread of the pool has time for it. Under load
/// that queue is where requests wait, and nothing that runs on a thread of the pool sees it; so it is counted here.
final class Arrivals: Sendable {
    fileprivate let count = Atomic<Int>(0)

    var waiting: Int { count.load(ordering: .relaxed) }
}

/// The requests that have come on one connection and are not worked on yet.
final class ConnectionArrivals: Sendable {
    private struct State {
        var waiting = 0
        var isClosed = false
        var last = MonotonicTime(nanoseconds: 0)
    }

    private let all: Arrivals?
    private let state = Mutex(State())

    /// - Parameter all: where they are counted, if they are.
    init(of all: Arrivals?) {
        self.all = all
    }

    /// A request has come.
    func came(at now: MonotonicTime) {
        guard let all else { return }
        state.withLock { state in
            guard !state.isClosed else { return }
            state.waiting += 1
            state.last = now
            all.count.wrappingAdd(1, ordering: .relaxed)
        }
    }

    /// The next request is worked on.
    /// - Returns: when it came, or one after it; `nil` where that is not counted.
    func taken() -> MonotonicTime? {
        guard let all else { return nil }
        return state.withLock { state in
            guard state.waiting > 0 else { return nil }
            state.waiting -= 1
            all.count.wrappingSubtract(1, ordering: .relaxed)
            return state.last
        }
    }

    /// The connection is closed: nobody will work on what has come.
    func closed() {
        guard let all else { return }
        state.withLock { state in
            state.isClosed = true
            all.count.wrappingSubtract(state.waiting, ordering: .relaxed)
            state.waiting = 0
        }
    }
}

import Synchronization

/// A clock for tests: it stands still until ``advance(by:)`` or ``set(to:)`` moves it, and wakes whoever waited.
public final class ManualWallClock: WallClock {
    private struct Sleeper {
        var deadline: Timestamp
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleepers that were cancelled before they had been entered above.
        var cancelled: Set<Int> = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    /// - Parameter now: the moment at which the clock stands, 2030-01-01T00:00:00Z unless told.
    public init(now: Timestamp = Timestamp(seconds: 1_893_456_000)) {
        state = Mutex(State(now: now))
    }

    public var now: Timestamp {
        state.withLock { $0.now }
    }

    /// Moves the clock forwards, and returns the number of sleepers it woke.
    @discardableResult
    public func advance(by duration: Duration) -> Int {
        move { $0 + duration }
    }

    /// Sets the clock, also backwards, and returns the number of sleepers it woke.
    @discardableResult
    public func set(to moment: Timestamp) -> Int {
        move { _ in moment }
    }

    private func move(_ next: (Timestamp) -> Timestamp) -> Int {
        let due = state.withLock { state in
            state.now = next(state.now)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
        }
        for (_, sleeper) in due { sleeper.continuation.resume() }
        return due.count
    }

    /// Returns once at least `count` tasks are asleep on this clock: the signal that a component under test has come
    /// to rest and time may be moved.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                guard state.sleepers.count < count else { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }

    public func sleep(until deadline: Timestamp) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                enter(id, Sleeper(deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    private func enter(_ id: Int, _ sleeper: Sleeper) {
        enum Outcome { case cancelled, due, asleep([CheckedContinuation<Void, Never>]) }
        let outcome: Outcome = state.withLock { state in
            if state.cancelled.remove(id) != nil { return .cancelled }
            if sleeper.deadline <= state.now { return .due }
            state.sleepers[id] = sleeper
            let reached = state.waiters.filter { $0.count <= state.sleepers.count }
            state.waiters.removeAll { $0.count <= state.sleepers.count }
            return .asleep(reached.map(\.continuation))
        }
        switch outcome {
        case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
        case .due: sleeper.continuation.resume()
        case .asleep(let waiters): for waiter in waiters { waiter.resume() }
        }
    }
}

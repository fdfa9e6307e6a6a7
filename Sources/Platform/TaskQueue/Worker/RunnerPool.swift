import Synchronization

/// Hands attempts to runners: the tasks that run handlers, one after the other.
///
/// There are as many runners as handlers have run at a time. To start one for each attempt, or to wake one, would cost
/// more than a short handler does. So at most one runner at a time is being woken, and when it has found something to
/// do it wakes the next, if there is more: short handlers are run by a few runners, and long ones hold nothing up.
final class RunnerPool: Sendable {
    private struct State {
        /// Attempts to be made, the last one first.
        var queue: [TaskExecution] = []
        /// Runners that sleep; the last one to fall asleep is the first to be woken.
        var asleep: [CheckedContinuation<Void, Never>] = []
        /// Runners that were started or woken, and have not looked into the queue since.
        ///
        /// With those asleep there are always at least as many as the queue has attempts.
        var searching = 0
        /// Runners yet to be started, which count as searching.
        var wanted = 0
        var isClosed = false

        /// The sleeper to resume, where there is something to do that no other runner is looking for.
        mutating func wakeNext() -> CheckedContinuation<Void, Never>? {
            guard !queue.isEmpty, searching == 0, let sleeper = asleep.popLast() else { return nil }
            searching += 1
            return sleeper
        }
    }

    private enum Finding {
        case execution(TaskExecution, next: CheckedContinuation<Void, Never>?)
        case nothing
        case closed
    }

    private let state = Mutex(State())
    /// Raised when runners are wanted.
    private let wanted = WakeUp()

    /// Waits until runners are wanted.
    /// - Returns: how many to start, each of which then calls ``next(isNew:)``; `nil` once the pool was closed.
    func runnersWanted() async -> Int? {
        while true {
            let (count, isClosed) = state.withLock { state in
                defer { state.wanted = 0 }
                return (state.wanted, state.isClosed)
            }
            if isClosed { return nil }
            if count > 0 { return count }
            await wanted.waitUntilRaised()
        }
    }

    /// Hands over attempts to be made, in this order, after those handed over before.
    func add(_ executions: [TaskExecution]) {
        guard !executions.isEmpty else { return }
        let (sleeper, isWanting) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            state.queue.insert(contentsOf: executions.reversed(), at: 0)
            let missing = state.queue.count - state.asleep.count - state.searching
            if missing > 0 {
                state.wanted += missing
                state.searching += missing
            }
            return (state.wakeNext(), missing > 0)
        }
        sleeper?.resume()
        if isWanting { wanted.raise() }
    }

    /// The next attempt for a runner to make, `nil` when there will be none.
    /// - Parameters:
    ///   - isNew: whether the runner has just been started.
    ///   - onIdle: called when there is none yet, before the runner sleeps.
    func next(isNew: Bool, onIdle: () -> Void) async -> TaskExecution? {
        var isSearching = isNew
        while true {
            switch look(isSearching: isSearching) {
            case .execution(let execution, let sleeper):
                sleeper?.resume()
                return execution
            case .closed:
                return nil
            case .nothing:
                onIdle()
                await sleep()
                isSearching = true
            }
        }
    }

    /// Lets all runners go when they ask for the next attempt.
    func close() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.asleep = [] }
            return state.asleep
        }
        for sleeper in sleepers { sleeper.resume() }
        wanted.raise()
    }

    private func look(isSearching: Bool) -> Finding {
        state.withLock { state in
            if isSearching { state.searching -= 1 }
            if state.isClosed { return .closed }
            guard let execution = state.queue.popLast() else { return .nothing }
            return .execution(execution, next: state.wakeNext())
        }
    }

    /// Sleeps until there may be something to do, and then counts as searching.
    private func sleep() async {
        await withCheckedContinuation { continuation in
            let isNeeded = state.withLock { state in
                if state.queue.isEmpty, !state.isClosed {
                    state.asleep.append(continuation)
                    return false
                }
                state.searching += 1
                return true
            }
            if isNeeded { continuation.resume() }
        }
    }
}

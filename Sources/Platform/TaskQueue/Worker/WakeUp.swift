import Clocks
import Synchronization

/// A flag that one task waits for and any other may raise. Raising it before the wait is not lost; raising it twice
/// counts once.
final class WakeUp: Sendable {
    private struct State {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func raise() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.isRaised = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns once the flag is raised, or the task is cancelled, and lowers it.
    func wait() async {
        guard !lower() else { return }
        await withTaskCancellationHandler {
            await waitUntilRaised()
        } onCancel: {
            raise()
        }
    }

    /// Returns once the flag is raised, whether or not the task is cancelled, and lowers it.
    func waitUntilRaised() async {
        await withCheckedContinuation { continuation in
            let isRaised = state.withLock { state in
                if state.isRaised {
                    state.isRaised = false
                    return true
                }
                precondition(state.waiter == nil, "two tasks wait for the same flag")
                state.waiter = continuation
                return false
            }
            if isRaised { continuation.resume() }
        }
    }

    /// The same as ``wait()``, and also returns at `deadline`.
    func wait(until deadline: Timestamp, on clock: any WallClock) async {
        guard !lower(), deadline > clock.now else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await clock.sleep(until: deadline)
                } catch {
                    return  // The wait ended first.
                }
                self.raise()
            }
            await wait()
            group.cancelAll()
        }
    }

    /// Lowers the flag, and returns whether it was raised.
    private func lower() -> Bool {
        state.withLock { state in
            defer { state.isRaised = false }
            return state.isRaised
        }
    }
}

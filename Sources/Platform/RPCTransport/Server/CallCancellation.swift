import GRPCCore
import Synchronization

/// Lets a connection end the work on a call: its caller is gone, or its time over.
final class CallCancellation: Sendable {
    /// A task while it runs.
    ///
    /// It may be cancelled from other threads, as `Task.cancel()` may. It is used only inside of the scope that vouches for
    /// it: `serve` takes it away, under the lock, before that scope ends.
    private struct RunningTask: @unchecked Sendable {
        let task: UnsafeCurrentTask
    }

    private enum State {
        /// Becomes any of the others.
        case waiting
        /// Becomes `cancelled` or `ended`.
        case served(RunningTask, ServerContext.RPCCancellationHandle)
        case cancelled
        case ended
    }

    private let state = Mutex(State.waiting)

    /// Cancels the task that serves the call, now or as soon as there is one.
    func cancel() {
        let handle: ServerContext.RPCCancellationHandle? = state.withLock { state in
            defer { if case .ended = state {} else { state = .cancelled } }
            guard case .served(let running, let handle) = state else { return nil }
            running.task.cancel()
            return handle
        }
        handle?.cancel()
    }

    /// Serves the call in the current task, which ``cancel()`` cancels meanwhile.
    func serve(_ body: (ServerContext.RPCCancellationHandle) async -> Void) async {
        await withUnsafeCurrentTask { task in
            guard let task else { return }
            await withServerContextRPCCancellationHandle { handle in
                let isCancelled = state.withLock { state in
                    if case .cancelled = state { return true }
                    state = .served(RunningTask(task: task), handle)
                    return false
                }
                if isCancelled {
                    task.cancel()
                    handle.cancel()
                }
                await body(handle)
                state.withLock { $0 = .ended }
            }
        }
    }
}

import GRPCCore
import NIOCore
import Synchronization

extension RPCChannel {
    /// The server that a call is sent to.
    func choice(before deadline: ContinuousClock.Instant) async -> Result<PeerSet.Choice, CallFailure> {
        switch state.withLock({ pick(&$0) }) {
        case .use(let choice): return .success(choice)
        case .fail(let failure): return .failure(failure)
        case .wait: return await wait(before: deadline)
        }
    }

    private func pick(_ state: inout State) -> PeerSet.Pick {
        switch state.phase {
        case .active: return state.peers.pick()
        case .stopped: return .fail(Self.stopped)
        case .idle:
            state.phase = .active
            commands.continuation.yield(.findServers)
            return .wait
        }
    }

    private func wait(before deadline: ContinuousClock.Instant) async -> Result<PeerSet.Choice, CallFailure> {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let timer = eventLoops.next().scheduleTask(deadline: deadline.onEventLoop) {
            self.giveUp(id, .deadlineExceeded)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Result<PeerSet.Choice, CallFailure>? = state.withLock { state in
                    if Task.isCancelled { return .failure(.cancelled) }
                    switch pick(&state) {
                    case .use(let choice): return .success(choice)
                    case .fail(let failure): return .failure(failure)
                    case .wait:
                        state.waiters[id] = continuation
                        return nil
                    }
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            giveUp(id, .cancelled)
        }
    }

    private func giveUp(_ waiter: Int, _ failure: CallFailure) {
        state.withLock { $0.waiters.removeValue(forKey: waiter) }?.resume(returning: .failure(failure))
    }

    /// Changes the peers, and tells the calls that wait.
    func change<Value>(_ body: (inout PeerSet) -> Value) -> Value {
        let (value, resumed) = state.withLock { state in
            let value = body(&state.peers)
            var resumed: [(CheckedContinuation<Result<PeerSet.Choice, CallFailure>, Never>, PeerSet.Pick)] = []
            for (id, waiter) in state.waiters {
                let pick = state.peers.pick()
                if case .wait = pick { break }
                state.waiters[id] = nil
                resumed.append((waiter, pick))
            }
            return (value, resumed)
        }
        for (waiter, pick) in resumed {
            switch pick {
            case .use(let choice): waiter.resume(returning: .success(choice))
            case .fail(let failure): waiter.resume(returning: .failure(failure))
            case .wait: break
            }
        }
        return value
    }
}

import Synchronization
import TaskQueue

/// Passes signals on to those in this process who wait for them.
final class SignalHub: Sendable {
    private struct Subscriber {
        var kind: BrokerSignal
        var queues: Set<String>
        var continuation: AsyncStream<Void>.Continuation
    }

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var lastID = 0
    }

    private let state = Mutex(State())

    /// - Parameter onEnd: called when the subscriber has gone.
    func subscribe(
        to kind: BrokerSignal, in queues: [String], onEnd: @escaping @Sendable () -> Void
    ) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.lastID += 1
            state.subscribers[state.lastID] = Subscriber(
                kind: kind, queues: Set(queues), continuation: continuation)
            return state.lastID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
            onEnd()
        }
        return stream
    }

    func signal(_ kind: BrokerSignal, in queue: String) {
        yield { $0.kind == kind && $0.queues.contains(queue) }
    }

    /// Signals to everybody who may have missed something.
    func signalAll() {
        yield { _ in true }
    }

    /// Whether anybody waits for a kind of signal from a queue.
    func isAwaited(_ kind: BrokerSignal, in queue: String) -> Bool {
        state.withLock { state in
            state.subscribers.values.contains { $0.kind == kind && $0.queues.contains(queue) }
        }
    }

    var hasSubscribers: Bool { state.withLock { !$0.subscribers.isEmpty } }

    private func yield(where isMeant: (Subscriber) -> Bool) {
        let continuations = state.withLock { $0.subscribers.values.filter(isMeant).map(\.continuation) }
        for continuation in continuations { continuation.yield() }
    }
}

import Synchronization
import TaskQueue

/// Passes signals to the workers of this process.
final class SignalHub: Sendable {
    private struct Subscriber {
        var kind: BrokerSignal
        var queues: Set<String>
        var continuation: AsyncStream<Void>.Continuation
    }

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())

    func subscribe(to kind: BrokerSignal, in queues: [String]) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.subscribers[state.nextID] = Subscriber(
                kind: kind, queues: Set(queues), continuation: continuation)
            return state.nextID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
        }
        return stream
    }

    func signal(_ kind: BrokerSignal, in queues: Set<String>) {
        guard !queues.isEmpty else { return }
        let continuations = state.withLock { state in
            state.subscribers.values.filter { $0.kind == kind && !$0.queues.isDisjoint(with: queues) }
                .map(\.continuation)
        }
        for continuation in continuations { continuation.yield() }
    }
}

import Synchronization
import TaskQueue

/// Wakes those who wait in this process for something to change.
final class SignalHub: Sendable {
    /// What may change.
    enum Topic: Hashable, Sendable {
        case change(BrokerSignal, queue: String)
        case cancellation
    }

    private struct Subscriber {
        var topics: Set<Topic>
        var continuation: AsyncStream<Void>.Continuation
    }

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())

    func subscribe(to topics: Set<Topic>) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.subscribers[state.nextID] = Subscriber(topics: topics, continuation: continuation)
            return state.nextID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
        }
        return stream
    }

    func signal(_ topics: Set<Topic>) {
        guard !topics.isEmpty else { return }
        let continuations = state.withLock { state in
            state.subscribers.values.filter { !$0.topics.isDisjoint(with: topics) }.map(\.continuation)
        }
        for continuation in continuations { continuation.yield() }
    }
}

extension SignalHub {
    func subscribe(to kind: BrokerSignal, in queues: [String]) -> AsyncStream<Void> {
        subscribe(to: Set(queues.map { .change(kind, queue: $0) }))
    }

    func signal(_ kind: BrokerSignal, in queues: Set<String>) {
        signal(Set(queues.map { .change(kind, queue: $0) }))
    }
}

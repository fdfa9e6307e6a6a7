import Synchronization

/// Whether the services of a server serve.
final class HealthStatus: Sendable {
    enum Answer { case serving, notServing, unknown }

    private struct State {
        /// Becomes `stopped`, from which nothing leads back.
        enum Stage { case serving, notServing, stopped }

        var stage = Stage.serving
        var watchers: [Int: AsyncStream<Bool>.Continuation] = [:]
        var lastWatcher = 0
    }

    /// How many changes are kept for a watcher that does not read; it misses the oldest.
    private static let unreadChanges = 16

    private let services: Set<String>
    private let state = Mutex(State())

    init(of services: Set<String>) {
        self.services = services
    }

    /// - Parameter service: a service's name, or nothing for the process.
    func status(of service: String) -> Answer {
        answer(for: service, isServing: state.withLock { $0.stage == .serving })
    }

    /// Says whether the services serve. Once they have stopped, they do not.
    func set(isServing: Bool) {
        state.withLock { state in
            let stage: State.Stage = isServing ? .serving : .notServing
            guard state.stage != .stopped, state.stage != stage else { return }
            state.stage = stage
            for watcher in state.watchers.values { watcher.yield(isServing) }
        }
    }

    /// Nothing serves any more, and there is nothing more to watch.
    func stop() {
        state.withLock { state in
            let wasServing = state.stage == .serving
            state.stage = .stopped
            for watcher in state.watchers.values {
                if wasServing { watcher.yield(false) }
                watcher.finish()
            }
            state.watchers = [:]
        }
    }

    /// Tells how a service is, now and whenever that changes, until nothing serves any more or the task is cancelled.
    func watch(_ service: String, _ tell: (Answer) async throws -> Void) async rethrows {
        let (changes, continuation) = AsyncStream.makeStream(
            of: Bool.self, bufferingPolicy: .bufferingNewest(Self.unreadChanges))
        let (id, isServing) = state.withLock { state in
            state.lastWatcher += 1
            if state.stage == .stopped {
                continuation.finish()
            } else {
                state.watchers[state.lastWatcher] = continuation
            }
            return (state.lastWatcher, state.stage == .serving)
        }
        defer { state.withLock { $0.watchers[id] = nil } }
        try await tell(answer(for: service, isServing: isServing))
        for await isServing in changes where status(of: service) != .unknown {
            try await tell(answer(for: service, isServing: isServing))
        }
    }

    private func answer(for service: String, isServing: Bool) -> Answer {
        guard service.isEmpty || services.contains(service) else { return .unknown }
        return isServing ? .serving : .notServing
    }
}

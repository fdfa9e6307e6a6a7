import Synchronization

/// Whether the services of a server serve.
final class HealthStatus: Sendable {
    enum Answer { case serving, notServing, unknown }

    private struct State {
        var isStopping = false
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastWatcher = 0
    }

    private let services: Set<String>
    private let state = Mutex(State())

    init(of services: Set<String>) {
        self.services = services
    }

    /// - Parameter service: a service's name, or nothing for the process.
    func status(of service: String) -> Answer {
        guard service.isEmpty || services.contains(service) else { return .unknown }
        return state.withLock { $0.isStopping } ? .notServing : .serving
    }

    /// Nothing serves any more.
    func stop() {
        let watchers = state.withLock { state in
            state.isStopping = true
            return state.watchers.values
        }
        for watcher in watchers { watcher.finish() }
    }

    /// Returns when nothing serves any more.
    func untilStopping() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let id: Int? = state.withLock { state in
            guard !state.isStopping else { return nil }
            state.lastWatcher += 1
            state.watchers[state.lastWatcher] = continuation
            return state.lastWatcher
        }
        guard let id else { return }
        for await _ in stream {}
        state.withLock { $0.watchers[id] = nil }
    }
}

import Clocks
import Logging
import Redis
import Resilience
import Synchronization

/// Whether the server is away, and when it is tried again. Says so once when it goes and once when it is back.
final class Outage: Sendable {
    private static let pause = Duration.seconds(1)

    private struct State {
        /// When one call may try again; `nil` while all is well.
        var nextTry: MonotonicTime?
        var hasMetUnusableValue = false
    }

    private let cache: String
    private let logger: Logger
    private let state = Mutex(State())

    init(cache: String, logger: Logger) {
        self.cache = cache
        self.logger = logger
    }

    /// Whether to ask the server: always while it answers, and once in a while after it did not.
    var allowsTrying: Bool {
        state.withLock { state in
            guard let nextTry = state.nextTry else { return true }
            let now = MonotonicTime.now
            guard now >= nextTry else { return false }
            state.nextTry = now + Self.pause
            return true
        }
    }

    func begin(_ error: RedisError) {
        let isNew = state.withLock { state in
            defer { state.nextTry = .now + Self.pause }
            return state.nextTry == nil
        }
        guard isNew else { return }
        logger.warning(
            "the server of a cache cannot be used: each value is loaded",
            metadata: ["cache": "\(cache)", "error": "\(error)"])
    }

    func end() {
        let wasAway = state.withLock { state in
            defer { state.nextTry = nil }
            return state.nextTry != nil
        }
        if wasAway { logger.info("the server of a cache can be used again", metadata: ["cache": "\(cache)"]) }
    }

    /// Logged once: after a change of the format there may be many.
    func noteUnusableValue(_ error: any Error) {
        let isFirst = state.withLock { state in
            defer { state.hasMetUnusableValue = true }
            return !state.hasMetUnusableValue
        }
        guard isFirst else { return }
        logger.warning(
            "a value of a cache cannot be read or written: it is loaded each time",
            metadata: ["cache": "\(cache)", "error": "\(error)"])
    }
}

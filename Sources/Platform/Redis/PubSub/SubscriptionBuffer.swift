import Logging
import Synchronization

/// Hands events to a stream's consumer, and says so in the log when the consumer is too slow for them.
final class SubscriptionBuffer: Sendable {
    private let continuation: AsyncStream<RedisSubscriptionEvent>.Continuation
    private let logger: Logger
    private let isDropping = Atomic<Bool>(false)

    init(_ continuation: AsyncStream<RedisSubscriptionEvent>.Continuation, logger: Logger) {
        self.continuation = continuation
        self.logger = logger
    }

    func yield(_ event: RedisSubscriptionEvent) {
        let isDropped = if case .dropped = continuation.yield(event) { true } else { false }
        // Once for each time that the consumer falls behind.
        if isDropping.exchange(isDropped, ordering: .relaxed) != isDropped, isDropped {
            logger.warning("a consumer of Redis messages is too slow: the oldest are dropped")
        }
    }
}

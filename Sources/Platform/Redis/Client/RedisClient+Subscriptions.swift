import NIOCore

extension RedisClient {
    /// How many events wait for a slow consumer before the oldest are dropped.
    private static let subscriptionBuffer = 1024

    /// Messages of channels, from now on, through reconnects. Each call has a connection of its own.
    ///
    /// The stream ends when its consumer is cancelled or the client is shut down. Where the consumer is too slow the
    /// newest 1024 events are kept.
    public func subscribe(to channels: [String]) -> AsyncStream<RedisSubscriptionEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RedisSubscriptionEvent.self, bufferingPolicy: .bufferingNewest(Self.subscriptionBuffer))
        let buffer = SubscriptionBuffer(continuation, logger: settings.logger)
        let feed = SubscriptionFeed(channels: channels, deliver: buffer.yield, end: { continuation.finish() })
        let link = RedisLink(
            to: servers.source(for: nil), for: .subscription(channels, feed), on: eventLoopGroup.next(), settings)
        guard !channels.isEmpty, guests.add(link) else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [guests] _ in
            guests.close(link, RedisError(.connectionClosed, "the subscription has ended"))
        }
        link.start()
        return stream
    }
}

import NIOCore

extension RedisClient {
    /// Watches keys for changes, through reconnects, until the watch is closed or released.
    ///
    /// - Parameters:
    ///   - key: one of the keys, by which a cluster chooses the node; it tells of the keys on that node alone.
    ///   - onChange: called on an event loop. The first call says that the connection stands.
    public func watchKeys(
        near key: String?, _ onChange: @escaping @Sendable (RedisKeyChange) -> Void
    ) -> RedisKeyWatch {
        let link = RedisLink(
            to: servers.source(for: key), for: .watch(KeyWatchFeed(onChange)), on: eventLoopGroup.next(), settings)
        // A client that was shut down reports nothing, as it does to its subscribers.
        if guests.add(link) { link.start() }
        return RedisKeyWatch(link, in: guests)
    }
}

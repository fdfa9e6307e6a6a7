import NIOCore

/// Listens to a sentinel for the news that another server has become the primary.
enum SentinelWatch {
    private static let channel = "+switch-master"

    /// - Parameters:
    ///   - settings: for connections to the sentinels.
    ///   - switched: is called on an event loop with the new primary's address, once a fail-over is done. News that
    ///     comes while no sentinel is connected is not repeated; then the old primary's own answers tell.
    /// - Returns: the link that listens, which has been started.
    static func link(
        _ sentinels: [RedisAddress], primary: String, on eventLoop: any EventLoop, _ settings: LinkSettings,
        switched: @escaping @Sendable (RedisAddress) -> Void
    ) -> RedisLink {
        let feed = SubscriptionFeed(channels: [channel]) { event in
            guard case .message(_, let payload) = event else { return }
            // The name, the old host and port, the new host and port.
            let parts = String(buffer: payload).split(separator: " ").map(String.init)
            guard parts.count == 5, parts[0] == primary, let port = Int(parts[4]) else { return }
            switched(.host(parts[3], port: port))
        }
        let link = RedisLink(
            to: RotatingAddress(sentinels), for: .subscription([channel], feed), on: eventLoop, settings)
        link.start()
        return link
    }
}

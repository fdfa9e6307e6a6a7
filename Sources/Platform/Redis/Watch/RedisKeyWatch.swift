import NIOCore

/// Watches keys on a connection of its own: what is read through it is reported when it changes next, whoever changes
/// it.
///
/// It rests on the invalidation messages of client-side caching, for which servers from version 6 on keep a table of
/// the keys that a connection has read. A key is reported once, until it is read again: a busy key costs no more than
/// a quiet one.
public final class RedisKeyWatch: Sendable {
    private let link: RedisLink
    private let registry: LinkRegistry

    init(_ link: RedisLink, in registry: LinkRegistry) {
        self.link = link
        self.registry = registry
    }

    deinit { close() }

    /// Reads keys, and has their next change reported.
    ///
    /// - Parameter body: called on an event loop with the replies, error replies among them. It is not called where
    ///   the connection breaks first; that is reported as a change.
    public func read(_ commands: [RedisCommand], then body: @escaping @Sendable ([RESPValue]) -> Void) {
        let replies = commands.map { link.send($0) }
        EventLoopFuture.whenAllSucceed(replies, on: link.eventLoop).whenSuccess(body)
    }

    /// Ends the watch, and reports nothing more.
    public func close() {
        registry.close(link, RedisError(.connectionClosed, "the watch has ended"))
    }
}

/// What a ``RedisKeyWatch`` reports.
public enum RedisKeyChange: Sendable, Hashable {
    /// These keys have changed, or the server forgot that they were read.
    case keys([String])
    /// The connection stands, perhaps again: any key may have changed, and none is watched.
    case all
    /// The server does not tell of changes, with the reason: nothing more will be reported before it is replaced.
    case unsupported(String)
}

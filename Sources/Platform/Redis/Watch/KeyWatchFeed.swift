/// Turns what the connection of a ``RedisKeyWatch`` receives into changes.
struct KeyWatchFeed: Sendable {
    /// Has the server tell of changes of the keys that the connection reads.
    static let command = RedisCommand("CLIENT", "TRACKING", "ON")

    private let report: @Sendable (RedisKeyChange) -> Void

    init(_ report: @escaping @Sendable (RedisKeyChange) -> Void) {
        self.report = report
    }

    /// The server has answered ``command``.
    func started(_ reply: RESPValue) {
        report(reply.error.map { .unsupported($0.message) } ?? .all)
    }

    /// The server sent something unasked.
    func received(_ message: [RESPValue]) {
        guard message.count == 2, message[0].string == "invalidate" else { return }
        // Without keys it is about all of them: the database was flushed.
        report(message[1].array.map { .keys($0.compactMap(\.string)) } ?? .all)
    }
}

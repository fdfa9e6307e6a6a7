/// A connection for one caller alone, as commands that block on the server need it.
///
/// It ends with its connection: after a failure all further commands fail.
public final class RedisConnection: Sendable {
    private let link: RedisLink
    private let account: RedisAccount

    init(_ link: RedisLink, _ account: RedisAccount) {
        self.link = link
        self.account = account
    }

    /// Sends a command and returns its reply.
    ///
    /// - Parameter timeout: how long the reply may take, a time-out that the command itself has included; `nil` for
    ///   the configuration's.
    /// - Throws: ``RedisError``, also for an error reply.
    public nonisolated(nonsending) func send(
        _ command: RedisCommand, timeout: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        try await link.reply(to: command, timeout: timeout).orThrow(account)
    }

    /// Sends commands together and returns their replies in order; error replies are values.
    public nonisolated(nonsending) func pipeline(
        _ commands: [RedisCommand], timeout: Duration? = nil
    ) async throws(RedisError) -> [RESPValue] {
        try await link.pipeline(commands, timeout: timeout)
    }

    /// Runs a script by its hash, or with its source where the server does not know it.
    public nonisolated(nonsending) func evaluate(
        _ script: RedisScript, keys: [String], arguments: [RedisArgument], timeout: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        try await link.reply(to: script, keys: keys, arguments: arguments, timeout: timeout).orThrow(account)
    }
}

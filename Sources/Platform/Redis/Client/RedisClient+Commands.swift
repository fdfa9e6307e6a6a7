extension RedisClient {
    /// Sends a command and returns its reply.
    ///
    /// - Throws: ``RedisError``; an error reply is thrown with the code `serverError` and its prefix.
    public nonisolated(nonsending) func send(_ command: RedisCommand) async throws(RedisError) -> RESPValue {
        switch servers {
        case .single(let links, _): try await links.next.reply(to: command).orThrow(account)
        case .cluster(let cluster): try await cluster.reply(to: .command(command)).orThrow(account)
        }
    }

    /// Sends commands together and returns their replies in order; error replies are values.
    ///
    /// In a cluster each node gets its share. When one of them fails, the error says that the pipeline may have run.
    public nonisolated(nonsending) func pipeline(
        _ commands: [RedisCommand]
    ) async throws(RedisError) -> [RESPValue] {
        switch servers {
        case .single(let links, _): try await links.next.pipeline(commands)
        case .cluster(let cluster): try await cluster.pipeline(commands)
        }
    }

    /// Runs a script by its hash, or with its source where the server does not know it.
    ///
    /// - Parameter isCancellable: whether a cancelled caller gets ``RedisError/Code/cancelled`` instead of the reply.
    ///   One that has to know what became of the script waits for it, at most until the command times out.
    /// - Throws: ``RedisError``; the script's own error with the code `serverError` and its prefix.
    public nonisolated(nonsending) func evaluate(
        _ script: RedisScript, keys: [String], arguments: [RedisArgument], isCancellable: Bool = true
    ) async throws(RedisError) -> RESPValue {
        switch servers {
        case .single(let links, _):
            return try await links.next.reply(
                to: script, keys: keys, arguments: arguments, isCancellable: isCancellable
            ).orThrow(account)
        case .cluster(let cluster):
            let request = ClusterRequest.script(script, keys: keys, arguments: arguments)
            guard !isCancellable else { return try await cluster.reply(to: request).orThrow(account) }
            // A task of its own is out of the reach of the caller's cancellation, through redirections too.
            return try await Task { await cluster.result(of: request) }.value.get().orThrow(account)
        }
    }
}

extension RedisClient {
    /// Runs `body` with a connection of its own, for commands that block on the server, such as `BLMOVE`.
    ///
    /// When the calling task is cancelled the connection is closed, which ends the command on the server.
    ///
    /// - Parameter key: a key that `body` works on, by which a cluster chooses the node.
    public nonisolated(nonsending) func withDedicatedConnection<Value>(
        for key: String?, _ body: (RedisConnection) async throws -> Value
    ) async throws -> Value {
        let link = RedisLink(to: servers.source(for: key), for: .dedicated, on: home, settings)
        guard guests.add(link) else { throw RedisError(.shutDown, "the client was shut down") }
        defer { guests.close(link, RedisError(.connectionClosed, "the dedicated connection was given back")) }
        return try await withTaskCancellationHandler {
            try await body(RedisConnection(link, account))
        } onCancel: {
            guests.close(link, .cancelled(mayHaveRun: false))
        }
    }
}

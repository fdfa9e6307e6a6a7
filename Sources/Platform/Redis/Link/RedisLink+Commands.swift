extension RedisLink {
    /// Sends a command; an error reply is a value.
    nonisolated(nonsending) func reply(
        to command: RedisCommand, timeout: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        try await send(byteBound: command.encodedBytesBound, timeout: timeout) { $0.encode(command) }
    }

    /// Runs a script by its hash; where the server does not know it, once with its source, which it then remembers.
    /// An error reply is a value.
    nonisolated(nonsending) func reply(
        to script: RedisScript, keys: [String], arguments: [RedisArgument], timeout: Duration? = nil,
        isCancellable: Bool = true
    ) async throws(RedisError) -> RESPValue {
        let byteBound = script.encodedBytesBound(keys: keys, arguments: arguments)
        let value = try await send(byteBound: byteBound, timeout: timeout, isCancellable: isCancellable) {
            $0.encode(script, keys: keys, arguments: arguments)
        }
        guard case .error(let error) = value, error.prefix == "NOSCRIPT" else { return value }
        let command = script.evalCommand(keys: keys, arguments: arguments)
        return try await send(byteBound: command.encodedBytesBound, timeout: timeout, isCancellable: isCancellable) {
            $0.encode(command)
        }
    }
}

extension RESPValue {
    /// The value, unless it is an error.
    /// - Parameter account: who is named where permission was refused.
    func orThrow(_ account: RedisAccount) throws(RedisError) -> RESPValue {
        guard case .error(let error) = self else { return self }
        throw RedisError(error).naming(account)
    }
}

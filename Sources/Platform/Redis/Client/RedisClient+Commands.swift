extension RedisClient {
    /// Sends a command and returns its reply.
    ///
    /// - Throws: ``RedisError``; an error reply is thrown with the code `serverError` and its prefix.
    public nonisolated(nonsending) func send(_ command: RedisCommand) async throws(RedisError) -> RESPValue {
        let call = telemetry.begin(.command(command.name))
        do throws(RedisError) {
            let value = try await reply(to: command)
            telemetry.end(call, .command(command.name))
            return value
        } catch {
            telemetry.end(call, .command(command.name), error)
            throw error
        }
    }

    /// Sends commands together and returns their replies in order; error replies are values.
    ///
    /// In a cluster each node gets its share. When one of them fails, the error says that the pipeline may have run.
    public nonisolated(nonsending) func pipeline(
        _ commands: [RedisCommand]
    ) async throws(RedisError) -> [RESPValue] {
        let name = CallName.pipeline(count: commands.count)
        let call = telemetry.begin(name)
        do throws(RedisError) {
            let values = try await replies(to: commands)
            telemetry.end(call, name, values.firstError)
            return values
        } catch {
            telemetry.end(call, name, error)
            throw error
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
        let call = telemetry.begin(.script(script))
        do throws(RedisError) {
            let value = try await reply(
                to: script, keys: keys, arguments: arguments, isCancellable: isCancellable)
            telemetry.end(call, .script(script))
            return value
        } catch {
            telemetry.end(call, .script(script), error)
            throw error
        }
    }
}

extension RedisClient {
    private nonisolated(nonsending) func reply(to command: RedisCommand) async throws(RedisError) -> RESPValue {
        switch servers {
        case .single(let links, _): try await links.next.reply(to: command).orThrow(account)
        case .cluster(let cluster): try await cluster.reply(to: .command(command)).orThrow(account)
        }
    }

    private nonisolated(nonsending) func replies(
        to commands: [RedisCommand]
    ) async throws(RedisError) -> [RESPValue] {
        switch servers {
        case .single(let links, _): try await links.next.pipeline(commands)
        case .cluster(let cluster): try await cluster.pipeline(commands)
        }
    }

    private nonisolated(nonsending) func reply(
        to script: RedisScript, keys: [String], arguments: [RedisArgument], isCancellable: Bool
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

extension [RESPValue] {
    /// The first error among replies, each of which is a value of its own.
    fileprivate var firstError: RedisError? {
        for case .error(let error) in self { return RedisError(error) }
        return nil
    }
}

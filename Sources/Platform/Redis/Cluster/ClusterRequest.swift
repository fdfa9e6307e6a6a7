/// Something to be sent to the node that its keys are on.
enum ClusterRequest {
    case command(RedisCommand)
    case script(RedisScript, keys: [String], arguments: [RedisArgument])

    /// The slot of its keys; `nil` where any primary will do.
    /// - Throws: ``RedisError`` with code `crossSlot`.
    func slot() throws(RedisError) -> HashSlot? {
        switch self {
        case .command(let command): try HashSlot(keys: command.keys)
        case .script(_, let keys, _): try HashSlot(keys: keys)
        }
    }

    /// Sends it. An error reply is a value.
    nonisolated(nonsending) func send(over link: RedisLink) async throws(RedisError) -> RESPValue {
        switch self {
        case .command(let command):
            return try await link.reply(to: command)
        case .script(let script, let keys, let arguments):
            return try await link.reply(to: script, keys: keys, arguments: arguments)
        }
    }

    /// Sends it to a node that is about to take over its slot.
    nonisolated(nonsending) func ask(over link: RedisLink) async throws(RedisError) -> RESPValue {
        switch self {
        case .command(let command):
            return try await Self.ask(command, over: link)
        case .script(let script, let keys, let arguments):
            let value = try await Self.ask(script.evalSHACommand(keys: keys, arguments: arguments), over: link)
            guard value.error?.prefix == "NOSCRIPT" else { return value }
            return try await Self.ask(script.evalCommand(keys: keys, arguments: arguments), over: link)
        }
    }

    private nonisolated(nonsending) static func ask(_ command: RedisCommand, over link: RedisLink)
        async throws(RedisError) -> RESPValue
    {
        // The permission holds for the very next command of the connection.
        let replies = try await link.pipeline([RedisCommand("ASKING"), command])
        guard let reply = replies.last else { throw RedisError(.protocolViolation, "a node answered nothing") }
        return reply
    }
}

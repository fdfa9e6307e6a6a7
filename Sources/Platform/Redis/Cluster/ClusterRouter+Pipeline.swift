extension ClusterRouter {
    /// The part of a pipeline that one node gets, with the places of its commands in the whole.
    private struct Part: Sendable {
        let address: RedisAddress
        var commands: [RedisCommand] = []
        var places: [Int] = []
    }

    /// Sends each command to the node of its keys, those of one node together, and returns the replies in the order of
    /// the commands. Error replies are values.
    ///
    /// A command without keys goes with the one before it (the first ones with the first that has keys), so that what
    /// stands between `MULTI` and `EXEC` stays together.
    nonisolated(nonsending) func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RESPValue] {
        let parts = try await parts(of: commands)
        var replies = [RESPValue](repeating: .null, count: commands.count)
        var failure: RedisError?
        var hasAnswers = false
        await withTaskGroup(of: (Part, Result<[RESPValue], RedisError>).self) { tasks in
            for part in parts { tasks.addTask { (part, await self.replies(to: part)) } }
            for await (part, result) in tasks {
                switch result {
                case .success(let values):
                    hasAnswers = true
                    for (place, value) in zip(part.places, values) { replies[place] = value }
                case .failure(let error):
                    failure = error
                }
            }
        }
        // Where one node has answered, the pipeline as a whole has run in part.
        if let failure { throw failure.with(mayHaveRun: failure.mayHaveRun || hasAnswers) }
        for (place, reply) in replies.enumerated() {
            guard let error = reply.error, Self.belongsElsewhere(error) else { continue }
            replies[place] = try await self.reply(to: .command(commands[place]))
        }
        return replies
    }

    private func replies(to part: Part) async -> Result<[RESPValue], RedisError> {
        do throws(RedisError) {
            return .success(try await nodes.link(to: part.address).pipeline(part.commands))
        } catch {
            return .failure(error)
        }
    }

    private nonisolated(nonsending) func parts(of commands: [RedisCommand]) async throws(RedisError) -> [Part] {
        var slots: [HashSlot?] = []
        for command in commands { slots.append(try HashSlot(keys: command.keys)) }
        var current = slots.lazy.compactMap { $0 }.first
        var parts: [RedisAddress: Part] = [:]
        var order: [RedisAddress] = []
        var keyless: RedisAddress?
        for (place, command) in commands.enumerated() {
            current = slots[place] ?? current
            let address: RedisAddress
            if current == nil, let keyless {
                address = keyless
            } else {
                address = try await topology.owner(of: current)
            }
            if current == nil { keyless = address }
            if parts[address] == nil { order.append(address) }
            parts[address, default: Part(address: address)].commands.append(command)
            parts[address, default: Part(address: address)].places.append(place)
        }
        return order.compactMap { parts[$0] }
    }

    private static func belongsElsewhere(_ error: RedisServerError) -> Bool {
        switch error.prefix {
        case "MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN": true
        default: false
        }
    }
}

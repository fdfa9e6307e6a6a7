import Redis
import TaskQueue

extension TaskQueueError {
    /// What a failure of Redis means to the queue.
    /// - Parameter what: what was to be done, such as `the script "settle"`.
    init(_ error: RedisError, _ what: String) {
        self.init(error.isRetryable ? .unavailable : .brokerFailure, "Redis did not run \(what)", cause: error)
    }

    /// A script's answer that is not what the script gives.
    static func unexpected(_ reply: RESPValue, from script: String) -> TaskQueueError {
        TaskQueueError(.brokerFailure, "the script \"\(script)\" answered \(reply)")
    }
}

extension RedisBroker {
    /// What a failed script means. Redis does not say which key is of the wrong type: we look.
    func failure(_ error: RedisError, of script: String, in queues: [String]) async -> TaskQueueError {
        var failure = TaskQueueError(
            error, "the script \"\(script)\" in \(queues.map { "«\($0)»" }.joined(separator: ", "))")
        guard error.serverError?.prefix == "WRONGTYPE" else { return failure }
        let found = await wrongTypes(in: queues)
        if !found.isEmpty { failure.message = "the data of the queue is damaged: \(found.joined(separator: "; "))" }
        return failure
    }

    private func wrongTypes(in queues: [String]) async -> [String] {
        var found: [String] = []
        for queue in queues {
            let expected = keys(queue).types
            do {
                let types = try await client.pipeline(expected.map { RedisCommand("TYPE", .text($0.key)) })
                for (expected, type) in zip(expected, types) {
                    guard let type = type.string, type != "none", type != expected.type else { continue }
                    found.append("the key «\(expected.key)» is a \(type), not a \(expected.type)")
                }
            } catch {
                continue  // The failure that is being explained says what is wrong; this only adds to it.
            }
        }
        return found
    }
}

extension QueueKeys {
    /// The keys that every queue may have, and what they are.
    fileprivate var types: [(key: String, type: String)] {
        [pending, active].map { ($0, "list") }
            + [lease, scheduled, retry, archived, completed, due, aggregationSets, unreadable].map { ($0, "zset") }
            + [groups, limited].map { ($0, "set") }
            + [paused, processed, failed].map { ($0, "string") }
    }
}

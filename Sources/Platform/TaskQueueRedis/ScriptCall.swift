package import Redis
package import TaskQueue

/// A script with its keys and arguments, as the broker sends it: for measuring what a server alone makes of it.
package struct ScriptCall {
    package let script: RedisScript
    package let keys: [String]
    package let arguments: [RedisArgument]

    /// Puts one task into its queue.
    package static func enqueue(_ message: TaskMessage) -> ScriptCall {
        ScriptCall(
            script: EnqueueScripts.pending, keys: [QueueKeys(message.queue).prefix],
            arguments: ["", "", .text(message.id), .bytes(message.encoded())])
    }

    /// Takes tasks with a lease of 30 seconds.
    package static func dequeue(from queue: String, limit: Int) -> ScriptCall {
        ScriptCall(
            script: DequeueScripts.plain, keys: [QueueKeys(queue).prefix],
            arguments: ["", .integer(Int64(limit)), 30_000_000, 1])
    }
}

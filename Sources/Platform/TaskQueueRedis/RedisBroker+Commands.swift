import Redis
import TaskQueue

extension RedisBroker {
    /// Sends one command. An error that the server answers is thrown.
    func send(_ command: RedisCommand) async throws(TaskQueueError) -> RESPValue {
        do throws(RedisError) {
            return try await client.send(command)
        } catch {
            throw TaskQueueError(error, "\(command.name) \(command.key.map { "«\($0)»" } ?? "")")
        }
    }

    /// Runs a script that belongs to no queue, on keys and arguments of its own.
    func evaluate(
        _ script: RedisScript, keys: [String], _ arguments: [RedisArgument]
    ) async throws(TaskQueueError) -> RESPValue {
        do throws(RedisError) {
            return try await client.evaluate(script, keys: keys, arguments: arguments)
        } catch {
            throw TaskQueueError(error, "the script \"\(script.name)\"")
        }
    }
}

import Clocks
import Clocks
import Redis
public import TaskQueue

extension RedisBroker {
    public func pause(_ queue: String) async throws(TaskQueueError) {
        let key = keys(queue).paused
        guard try await hasQueue(queue) else {
            // asynq pauses also queues that nobody has put a task into.
            guard try await send(RedisCommand("EXISTS", .text(key))).int == 1 else { throw .noQueue(queue) }
            throw TaskQueueError(.wrongState, "the queue «\(queue)» is paused already")
        }
        let reply = try await send(RedisCommand("SET", .text(key), .integer(clock.now.seconds), "NX"))
        guard !reply.isNull else {
            throw TaskQueueError(.wrongState, "the queue «\(queue)» is paused already")
        }
    }

    public func resume(_ queue: String) async throws(TaskQueueError) {
        guard try await send(RedisCommand("DEL", .text(keys(queue).paused))).int == 0 else {
            return announceChange(.ready, in: queue)
        }
        guard try await hasQueue(queue) else { throw .noQueue(queue) }
        throw TaskQueueError(.wrongState, "the queue «\(queue)» is not paused")
    }
}

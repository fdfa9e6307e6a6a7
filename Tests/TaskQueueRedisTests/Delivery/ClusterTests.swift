import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import TestSupport
import Testing

@Suite("a broker on a cluster")
struct ClusterTests {
    @Test("serves queues whose keys are on different nodes, from enqueueing to deletion")
    func cluster() async throws {
        try await withRedisCluster { nodes in
            let url = "redis-cluster://127.0.0.1:\(nodes[0].port)"
            let redis = RedisClient(configuration: try RedisConfiguration(url: url), logger: quietLogger)
            do {
                try await serveQueues(RedisBroker(client: redis, logger: quietLogger))
            } catch {
                await redis.shutdown()
                throw error
            }
            await redis.shutdown()
        }
    }

    private func serveQueues(_ broker: RedisBroker) async throws {
        let client = TaskQueueClient(broker: broker)
        let inspector = TaskQueueInspector(broker: broker)
        let queues = ["critical", "default", "low"]
        let signals = broker.signals(.ready, in: queues)
        for queue in queues {
            try await client.enqueue(
                type: "t", payload: [], options: .init(queue: queue, taskID: "a", uniqueFor: .seconds(60)))
            try await client.enqueue(
                type: "t", payload: [1], options: .init(queue: queue, taskID: "b", processIn: .milliseconds(10)))
        }
        for await _ in signals { break }
        #expect(try await inspector.queues() == queues)

        try await eventually("the scheduled tasks are due") {
            _ = try await broker.forwardDue(in: queues)
            return try await inspector.statistics(of: "low").counts[.pending] == 2
        }
        let tasks = try await broker.dequeue(
            DequeueRequest(queues: queues, limit: 10, leaseDuration: .seconds(30))
        ).tasks
        #expect(tasks.map(\.message.queue) == queues.flatMap { [$0, $0] })
        #expect(tasks.map(\.message.id) == ["a", "b", "a", "b", "a", "b"])
        #expect(try await broker.extendLeases(tasks.map(\.lease), until: broker.clock.now + .seconds(30)).isEmpty)
        #expect(try await broker.settle(tasks.map { TaskOutcome($0, .done) }).isEmpty)
        for queue in queues {
            let statistics = try await inspector.statistics(of: queue)
            #expect((statistics.size, statistics.processedTotal) == (0, 2))
            try await inspector.deleteQueue(queue)
        }
        #expect(try await inspector.queues().isEmpty)
    }

    @Test("a batch for several queues is refused, because it could not be stored in one step")
    func batch() async throws {
        try await withRedisCluster { nodes in
            let url = "redis-cluster://127.0.0.1:\(nodes[0].port)"
            let redis = RedisClient(configuration: try RedisConfiguration(url: url), logger: quietLogger)
            let broker = try await RedisBroker(client: redis, logger: quietLogger)
            let requests = ["critical", "low"].map { TaskRequest(type: "t", payload: [], options: .init(queue: $0)) }
            let error = await #expect(throws: TaskQueueError.self) {
                _ = try await TaskQueueClient(broker: broker).enqueue(requests)
            }
            #expect(error?.code == .invalidOption)
            #expect(try await broker.queues().isEmpty)
            await redis.shutdown()
        }
    }
}

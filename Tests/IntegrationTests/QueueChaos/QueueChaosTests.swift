import Foundation
import Redis
import TaskQueue
import TaskQueueRedis
import TestSupport
import Testing

@Suite("the task queue amid crashes")
struct QueueChaosTests {
    static let taskCount = 20_000

    @Test("of 20,000 tasks none is lost while workers and Redis are killed", .timeLimit(.minutes(10)))
    func chaos() async throws {
        try await withTemporaryDirectory { folder in
            try await withRedis(.init(appendOnly: true)) { server in
                let workers = WorkerCrew(redisURL: server.url, folder: folder)
                let redis = RedisClient(configuration: try RedisConfiguration(url: server.url), logger: quietLogger)
                let broker = try await RedisBroker(client: redis, logger: quietLogger)
                do {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await Self.enqueueAll(on: broker) }
                        group.addTask {
                            try await workers.killAtRandom(until: { workers.handled.count >= Self.taskCount })
                        }
                        group.addTask {
                            while workers.handled.count < Self.taskCount {
                                try await Task.sleep(for: .milliseconds(.random(in: 1500...2500)))
                                try await server.kill()
                                try await Task.sleep(for: .milliseconds(.random(in: 0...300)))
                                try await server.restart()
                            }
                        }
                        try await group.waitForAll()
                    }
                    try await Self.checkBooks(of: broker, workers.handled)
                } catch {
                    await workers.stop()
                    await redis.shutdown()
                    throw error
                }
                await workers.stop()
                await redis.shutdown()
            }
        }
    }

    /// Enqueues all tasks, a hundred at a time, each batch again until it is known to be stored.
    private static func enqueueAll(on broker: RedisBroker) async throws {
        let client = TaskQueueClient(broker: broker)
        for start in stride(from: 0, to: taskCount, by: 100) {
            let batch = (start..<start + 100).map { number in
                // Retained, so that a batch that is enqueued again finds its ids taken even if all its tasks are done.
                TaskRequest(
                    type: "chaos", payload: Array("\(number)".utf8),
                    options: .init(taskID: "task-\(number)", retention: .seconds(3600)))
            }
            try await eventually("the batch from \(start) is stored") {
                do throws(TaskQueueError) {
                    try await client.enqueue(batch)
                    return true
                } catch {
                    // Where the id is taken the answer to the last try was lost, not the batch.
                    guard error.isRetryable || error.code == .taskIDConflict else { throw error }
                    return error.code == .taskIDConflict
                }
            }
        }
    }

    /// Every task was handled, all are completed, and the counters tell of each success once.
    private static func checkBooks(of broker: RedisBroker, _ handled: Set<String>) async throws {
        #expect(handled == Set((0..<taskCount).map { "task-\($0)" }))
        var statistics: QueueStatistics?
        try await eventually("all tasks are completed") {
            do throws(TaskQueueError) {
                let now = try await broker.statistics(of: "default")
                statistics = now
                return now.counts[.completed] == taskCount
            } catch {
                guard error.isRetryable else { throw error }
                return false
            }
        }
        let final = try #require(statistics)
        #expect(final.size == taskCount)
        #expect(final.processedTotal - final.failedTotal == Int64(taskCount))
        #expect(final.unreadableCount == 0)
    }
}

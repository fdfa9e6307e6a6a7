import Clocks
import TaskQueue
import TestSupport
import Testing

@Suite("the metrics of queues", .timeLimit(.minutes(10)))
struct QueueMetricsTests {
    @Test("have the names, labels and values of asynq's exporter", arguments: BrokerFixture.all)
    func values(fixture: BrokerFixture) async throws {
        let metrics = RecordedMetrics()
        try await fixture.run { broker, client, clock in
            for id in ["failed", "done", "active", "p1", "p2"] { try await client.add(id) }
            try await client.add("later", .init(processIn: .seconds(60)))
            let tasks = try await broker.take(3)
            try await broker.settle(tasks[0], .archive(error: "bad"))
            try await broker.settle(tasks[1], .done)
            try await broker.pause("default")
            clock.advance(by: .seconds(7))
            let service = try QueueMetrics(broker: broker, clock: clock, metricsFactory: metrics, logger: silent)
            try await withRunning(service) { _ in
                await clock.waitForSleepers(1)
                for (state, count) in [
                    ("pending", 2.0), ("active", 1), ("scheduled", 1), ("archived", 1), ("retry", 0), ("completed", 0),
                ] {
                    let name = "asynq_tasks_enqueued_total{queue=default,state=\(state)}"
                    #expect(metrics.values(name) == [count])
                }
                #expect(metrics.values("asynq_queue_size{queue=default}") == [5])
                #expect(metrics.values("asynq_queue_latency_seconds{queue=default}") == [7])
                #expect(metrics.values("asynq_queue_paused_total{queue=default}") == [1])
                #expect(metrics.values("asynq_tasks_processed_total{queue=default}") == [2])
                #expect(metrics.values("asynq_tasks_failed_total{queue=default}") == [1])
            }
        }
    }

    @Test("advance by what has come since the last sample, and go with their queue", arguments: BrokerFixture.all)
    func changes(fixture: BrokerFixture) async throws {
        let metrics = RecordedMetrics()
        try await fixture.run { broker, client, clock in
            let service = try QueueMetrics(
                broker: broker, interval: .seconds(15), clock: clock, metricsFactory: metrics, logger: silent)
            try await withRunning(service) { _ in
                await clock.waitForSleepers(1)
                #expect(metrics.names.isEmpty)
                for round in 1...3 {
                    try await client.add("\(round)")
                    for task in try await broker.take() { try await broker.settle(task, .done) }
                    clock.advance(by: .seconds(15))
                    await clock.waitForSleepers(1)
                    let processed = metrics.values("asynq_tasks_processed_total{queue=default}")
                    #expect(processed == (1...round).map(Double.init))
                }
                try await broker.deleteQueue("default", force: true)
                clock.advance(by: .seconds(15))
                await clock.waitForSleepers(1)
                #expect(metrics.names.isEmpty)
            }
        }
    }

    @Test("are not sampled at no interval", arguments: [Duration.zero, .seconds(-1)])
    func invalid(interval: Duration) async throws {
        try await BrokerFixture.sqlite.run { broker, _, _ in
            let error = #expect(throws: TaskQueueError.self) {
                _ = try QueueMetrics(broker: broker, interval: interval, logger: silent)
            }
            #expect(error?.code == .invalidOption)
        }
    }
}

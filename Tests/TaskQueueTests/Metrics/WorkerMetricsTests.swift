import Clocks
import TaskQueue
import TestSupport
import Testing

@Suite("a worker measures", .timeLimit(.minutes(10)))
struct WorkerMetricsTests {
    private static let labels = "{queue=default,type=t}"

    @Test("how long tasks wait and run, by queue and type", arguments: BrokerFixture.all)
    func times(fixture: BrokerFixture) async throws {
        let metrics = RecordedMetrics()
        let release = Events()
        try await withWorker(
            fixture, metricsFactory: metrics,
            before: { scene in
                try await scene.client.add("a")
                scene.clock.advance(by: .seconds(3))
            },
            routes: { router, events in
                router.handle(type: "t") { _, _ in
                    events.report("started")
                    _ = await release.next()
                }
            },
            { scene in
                _ = await scene.events.next()
                #expect(metrics.values("asynq_tasks_in_progress" + Self.labels).last == 1)
                scene.clock.advance(by: .milliseconds(500))
                release.report("go")
            })
        #expect(metrics.values("asynq_task_wait_seconds" + Self.labels) == [3_000_000_000])
        #expect(metrics.values("asynq_task_run_seconds" + Self.labels) == [500_000_000])
        #expect(metrics.values("asynq_tasks_in_progress" + Self.labels).last == 0)
    }

    @Test("attempts that time out or are put back as over", arguments: BrokerFixture.all)
    func ends(fixture: BrokerFixture) async throws {
        let metrics = RecordedMetrics()
        try await withWorker(
            fixture, configuration: .init(shutdownTimeout: .zero), metricsFactory: metrics,
            routes: { router, events in
                router.handle(type: "t") { message, _ in
                    events.report(message.id)
                    try await waitForCancellation()
                }
                router.handle(type: "probe") { message, _ in events.report(message.id) }
            },
            { scene in
                try await scene.client.add("a", .init(timeout: .seconds(1)))
                try await scene.client.add("b")
                _ = await scene.events.next(2)
                scene.clock.advance(by: .seconds(1))
            })
        #expect(metrics.values("asynq_tasks_in_progress" + Self.labels).last == 0)
        #expect(metrics.values("asynq_task_run_seconds" + Self.labels).count == 2)
    }

    @Test("the tasks that it recovers, and those that it archives for their crashes", arguments: BrokerFixture.all)
    func crashes(fixture: BrokerFixture) async throws {
        let metrics = RecordedMetrics()
        let errors = Events()
        try await withWorker(
            fixture, configuration: .init(crashLimit: 2, onError: { error, _ in errors.report("\(error)") }),
            metricsFactory: metrics,
            before: { scene in
                try await scene.client.add("old")
                try await scene.crashWorkers(1)
                try await scene.client.add("new")
                #expect(try await scene.broker.take().count == 2)
                scene.clock.advance(by: .seconds(31))
            },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                _ = await errors.next(2)
                #expect(await scene.events.next() == "new")
            })
        #expect(metrics.values("asynq_tasks_recovered_total" + Self.labels) == [1])
        #expect(metrics.values("asynq_tasks_crash_archived_total" + Self.labels) == [1])
    }
}

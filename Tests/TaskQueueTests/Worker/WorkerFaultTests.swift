import Clocks
import TaskQueue
import TestSupport
import Testing

@Suite("a worker outlives faults", .timeLimit(.minutes(10)))
struct WorkerFaultTests {
    @Test("a worker that lost a lease cancels the handler and writes nothing", arguments: BrokerFixture.all)
    func lostLease(fixture: BrokerFixture) async throws {
        try await withWorker(
            fixture, wrapping: { FaultyBroker($0, .init(losesLeases: true)) },
            routes: { router, events in
                router.handle(type: "t") { _, _ in
                    events.report("started")
                    do { try await waitForCancellation() } catch {}
                    events.report("cancelled")
                }
            },
            { scene in
                try await scene.client.add("a")
                #expect(await scene.events.next() == "started")
                scene.clock.advance(by: .seconds(5))
                #expect(await scene.events.next() == "cancelled")
            },
            after: { scene in
                let info = try await scene.broker.task("a", in: "default")
                #expect(info.state == .active)
                let statistics = try await scene.broker.statistics(of: "default")
                #expect(statistics.today.processed == 0)
            })
    }

    @Test("an outcome that could not be stored is stored later, and the task runs once", arguments: BrokerFixture.all)
    func settleFails(fixture: BrokerFixture) async throws {
        let failures = Events()
        try await withWorker(
            fixture,
            wrapping: { FaultyBroker($0, .init(settles: 2), onFailure: { failures.report($0) }) },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                try await scene.client.add("a")
                #expect(await scene.events.next() == "a")
                #expect(await failures.next() == "settle")
                scene.clock.advance(by: .seconds(1))
                try await scene.client.add("b")
                #expect(await scene.events.next() == "b")
            },
            after: { scene in
                let statistics = try await scene.broker.statistics(of: "default")
                #expect(statistics.size == 0)
                #expect(statistics.today.processed == 2)
            })
    }

    @Test("a broker that is away for a while is asked again", arguments: BrokerFixture.all)
    func dequeueFails(fixture: BrokerFixture) async throws {
        let failures = Events()
        try await withWorker(
            fixture,
            wrapping: { FaultyBroker($0, .init(dequeues: 1), onFailure: { failures.report($0) }) },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                #expect(await failures.next() == "dequeue")
                try await scene.client.add("a")
                scene.clock.advance(by: .seconds(1))
                #expect(await scene.events.next() == "a")
            })
    }

    @Test("a task that cannot be read is passed over", arguments: BrokerFixture.all)
    func unreadable(fixture: BrokerFixture) async throws {
        let broken = UnreadableTask(queue: "default", taskID: "broken", reason: "no message")
        let metrics = RecordedMetrics()
        try await withWorker(
            fixture, metricsFactory: metrics,
            wrapping: { FaultyBroker($0, .init(unreadable: [broken])) },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                try await scene.client.add("a")
                #expect(await scene.events.next() == "a")
            })
        #expect(metrics.values("asynq_tasks_unreadable_total{queue=default}") == [1])
    }
}

import Clocks
import Synchronization
import TaskQueue
import Testing

@Suite("a worker keeps the limits of task types", .timeLimit(.minutes(10)))
struct WorkerLimitTests {
    @Test("of how many run at a time, and runs others meanwhile", arguments: BrokerFixture.all)
    func concurrency(fixture: BrokerFixture) async throws {
        let release = Events()
        let configuration = TaskWorker.Configuration(concurrency: 4, limits: ["narrow": TaskLimit(concurrency: 1)])
        try await withWorker(fixture, configuration: configuration) { router, events in
            router.handle(type: "narrow") { message, _ in
                events.report(message.id)
                _ = await release.next()
            }
            router.handle(type: "wide") { message, _ in events.report(message.id) }
        } _: { scene in
            for id in ["n1", "n2", "n3"] { try await scene.client.add(id, type: "narrow") }
            try await scene.client.add("w", type: "wide")
            #expect(Set(await scene.events.next(2)) == ["n1", "w"])
            for next in ["n2", "n3"] {
                release.report("go")
                #expect(await scene.events.next() == next)
            }
            release.report("go")
        } after: { scene in
            let statistics = try await scene.broker.statistics(of: "default")
            #expect(statistics.size == 0)
            #expect((statistics.today.processed, statistics.today.failed) == (4, 0))
        }
    }

    @Test("of how many start in a time", arguments: BrokerFixture.all)
    func rate(fixture: BrokerFixture) async throws {
        let configuration = TaskWorker.Configuration(limits: ["t": TaskLimit(rate: .init(1, per: .seconds(10)))])
        try await withWorker(fixture, configuration: configuration) { router, events in
            router.handle(type: "t") { message, _ in events.report(message.id) }
            router.handle(type: "other") { message, _ in events.report(message.id) }
        } _: { scene in
            for id in ["a", "b"] { try await scene.client.add(id) }
            try await scene.client.add("o", type: "other")
            #expect(Set(await scene.events.next(2)) == ["a", "o"])
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
            scene.clock.advance(by: .seconds(10))
            #expect(await scene.events.next() == "b")
        }
    }

    @Test("as it was told, whenever it asks for tasks")
    func passedOn() async throws {
        let limits = ["t": TaskLimit(concurrency: 2, rate: .init(5, per: .seconds(1), burst: 3))]
        let configuration = TaskWorker.Configuration(concurrency: 3, limits: limits, leaseDuration: .seconds(20))
        let brokers = Mutex<[FaultyBroker]>([])
        try await withWorker(
            .sqlite, configuration: configuration,
            wrapping: { base in
                let broker = FaultyBroker(base)
                brokers.withLock { $0.append(broker) }
                return broker
            },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                try await scene.client.add("a")
                _ = await scene.events.next()
            })
        let requests = brokers.withLock { $0[0].requests }
        #expect(!requests.isEmpty)
        #expect(requests.allSatisfy { $0.limits == limits && $0.leaseDuration == .seconds(20) && $0.limit <= 3 })
    }
}

import Clocks
import ServiceLifecycleTestKit
import Synchronization
import TaskQueue
import Testing

@Suite("a worker shuts down", .timeLimit(.minutes(10)))
struct WorkerShutdownTests {
    @Test("what is not finished goes back to the front, its retry count unchanged", arguments: BrokerFixture.all)
    func requeue(fixture: BrokerFixture) async throws {
        try await withWorker(fixture, configuration: .init(concurrency: 2, shutdownTimeout: .zero)) { router, events in
            router.handle(type: "t") { _, _ in
                events.report("started")
                try await waitForCancellation()
            }
        } _: { scene in
            for id in ["a", "b", "c"] { try await scene.client.add(id) }
            _ = await scene.events.next(2)
        } after: { scene in
            let tasks = try await scene.broker.take()
            #expect(tasks.map(\.message.id) == ["a", "b", "c"])
            #expect(tasks.allSatisfy { $0.message.retryCount == 0 && $0.message.lastError == nil })
            #expect(try await scene.broker.statistics(of: "default").today.processed == 0)
        }
    }

    @Test("what finishes within the timeout is done, and nothing more is taken", arguments: BrokerFixture.all)
    func drain(fixture: BrokerFixture) async throws {
        let release = Events()
        try await fixture.run { broker, client, _ in
            let started = Events()
            var router = TaskRouter()
            router.handle(type: "t") { message, _ in
                started.report(message.id)
                _ = await release.next()
            }
            let worker = try TaskWorker(
                broker: broker, router: router, configuration: .init(concurrency: 1), logger: silent)
            try await client.add("a")
            try await client.add("b")
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await worker.run() }
                    #expect(await started.next() == "a")
                    trigger.triggerGracefulShutdown()
                    release.report("go")
                    try await group.waitForAll()
                }
            }
            #expect(try await broker.statistics(of: "default").today.processed == 1)
            #expect(try await broker.task("b", in: "default").state == .pending)
        }
    }

    @Test("a cancelled worker puts its tasks back", arguments: BrokerFixture.all)
    func cancellation(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let started = Events()
            var router = TaskRouter()
            router.handle(type: "t") { message, _ in
                started.report(message.id)
                try await waitForCancellation()
            }
            let worker = try TaskWorker(broker: broker, router: router, logger: silent)
            try await client.add("a")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await worker.run() }
                #expect(await started.next() == "a")
                group.cancelAll()
                try await group.waitForAll()
            }
            let info = try await broker.task("a", in: "default")
            #expect(info.state == .pending)
            #expect(info.message.retryCount == 0)
        }
    }
}

@Suite("a worker runs tasks side by side", .timeLimit(.minutes(10)))
struct WorkerConcurrencyTests {
    @Test(
        "two workers handle 200 tasks, each once, and never more at a time than they may", arguments: BrokerFixture.all)
    func once(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let running = Mutex((now: 0, most: 0))
            let events = Events()
            var router = TaskRouter()
            router.handle(type: "t") { message, _ in
                running.withLock {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                await Task.yield()
                running.withLock { $0.now -= 1 }
                events.report(message.id)
            }
            let workers = try (0..<2).map { _ in
                try TaskWorker(
                    broker: broker, router: router, configuration: .init(concurrency: 3), logger: silent)
            }
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in workers { group.addTask { try await worker.run() } }
                    for number in 0..<200 { group.addTask { try await client.add("\(number)") } }
                    let handled = await events.next(200)
                    #expect(Set(handled).count == 200)
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            #expect(running.withLock { $0.most } <= 6)
            let statistics = try await broker.statistics(of: "default")
            #expect(statistics.size == 0)
            #expect(statistics.processedTotal == 200)
        }
    }
}

import Clocks
import TaskQueue
import Testing

@Suite("a worker shows itself to operators", .timeLimit(.minutes(10)))
struct WorkerPresenceTests {
    @Test("with its settings and what it runs, for as long as it is alive", arguments: BrokerFixture.all)
    func shown(fixture: BrokerFixture) async throws {
        let release = Events()
        let configuration = TaskWorker.Configuration(
            queues: ["default": 3, "low": 1], isStrict: true, concurrency: 7)
        try await withWorker(fixture, configuration: configuration) { router, events in
            router.handle(type: "t") { _, _ in
                events.report("started")
                _ = await release.next()
            }
        } _: { scene in
            try await scene.client.add("a", payload: "p", .init(timeout: .seconds(90)))
            _ = await scene.events.next()
            let start = scene.clock.now
            for _ in 0..<3 {
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                scene.clock.advance(by: .seconds(5))
            }
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
            let server = try #require(try await scene.broker.servers().first)
            #expect(server.status == .active)
            #expect((server.concurrency, server.isStrict) == (7, true))
            #expect(server.queues == ["default": 3, "low": 1])
            #expect(!server.identity.host.isEmpty && server.identity.pid > 0 && server.identity.id.count == 36)
            let attempt = try #require(server.attempts.first)
            #expect(server.attempts.count == 1)
            #expect((attempt.taskID, attempt.type, attempt.queue) == ("a", "t", "default"))
            #expect(attempt.payload == Array("p".utf8))
            #expect((attempt.startedAt, attempt.deadline) == (start, start + .seconds(90)))
            release.report("go")
        } after: { scene in
            let found = try await scene.broker.servers()
            #expect(found.isEmpty)
        }
    }

    @Test("as stopped while it finishes what runs", arguments: BrokerFixture.all)
    func stopping(fixture: BrokerFixture) async throws {
        let release = Events()
        try await fixture.run { broker, client, _ in
            let events = Events()
            var router = TaskRouter()
            router.handle(type: "t") { _, _ in
                events.report("started")
                _ = await release.next()
            }
            let shown = Events()
            let watched = FaultyBroker(broker, onShown: { shown.report($0.status.rawValue) })
            let worker = try TaskWorker(broker: watched, router: router, logger: silent)
            try await client.add("a")
            try await withRunning(worker) { shutDown in
                _ = await events.next()
                #expect(await shown.next() == "active")
                shutDown()
                #expect(await shown.next() == "stopped")
                let server = try #require(try await broker.servers().first)
                #expect(server.status == .stopped)
                #expect(server.attempts.map(\.taskID) == ["a"])
                release.report("go")
            }
            #expect(try await broker.servers().isEmpty)
        }
    }

    @Test("each of those in a process under a name of its own", arguments: BrokerFixture.all)
    func several(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let worker = try TaskWorker(broker: broker, router: TaskRouter(), logger: silent)
            try await withRunning(worker) { _ in
                try await withRunning(worker) { _ in
                    await clock.waitForSleepers(WorkerScene.sleepersAtRest * 2)
                    let servers = try await broker.servers()
                    #expect(Set(servers.map(\.identity)).count == 2)
                    #expect(Set(servers.map(\.identity.pid)).count == 1)
                }
            }
        }
    }

    @Test("again when it could not for a while, and works meanwhile", arguments: BrokerFixture.all)
    func faulty(fixture: BrokerFixture) async throws {
        try await withWorker(
            fixture, wrapping: { FaultyBroker($0, .init(announcements: 1)) },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                try await scene.client.add("a")
                #expect(await scene.events.next() == "a")
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                #expect(try await scene.broker.servers().isEmpty)
                scene.clock.advance(by: .seconds(5))
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                #expect(try await scene.broker.servers().count == 1)
            })
    }
}

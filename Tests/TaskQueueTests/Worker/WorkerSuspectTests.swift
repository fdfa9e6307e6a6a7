import Clocks
import TaskQueue
import Testing

@Suite("a worker runs suspects one at a time", .timeLimit(.minutes(10)))
struct WorkerSuspectTests {
    @Test("and others beside them, though there are as many suspects as slots", arguments: BrokerFixture.all)
    func oneAtATime(fixture: BrokerFixture) async throws {
        let release = Events()
        try await withWorker(
            fixture, configuration: .init(concurrency: 3),
            before: { scene in
                for id in ["s1", "s2", "s3"] { try await scene.client.add(id) }
                try await scene.crashWorkers(2)
                try await scene.client.add("other", type: "other")
            },
            routes: { router, events in
                router.handle(type: "t") { message, _ in
                    events.report(message.id)
                    _ = await release.next()
                }
                router.handle(type: "other") { message, _ in events.report(message.id) }
            },
            { scene in
                // One suspect holds a slot, the others wait without.
                var suspects = Set(await scene.events.next(2))
                #expect(suspects.remove("other") != nil)
                for count in 2...3 {
                    release.report("go")
                    suspects.insert(await scene.events.next() ?? "")
                    #expect(suspects.count == count)
                }
                release.report("go")
                #expect(suspects == ["s1", "s2", "s3"])
            },
            after: expectNothingLeft)
    }

    @Test("a suspect that waits keeps its lease, and its time begins with its attempt", arguments: BrokerFixture.all)
    func waiting(fixture: BrokerFixture) async throws {
        let release = Events()
        try await withWorker(
            fixture, configuration: .init(concurrency: 2),
            before: { scene in
                try await scene.client.add("s1")
                try await scene.client.add("s2", .init(timeout: .seconds(10)))
                try await scene.crashWorkers(2)
            },
            routes: { router, events in
                router.handle(type: "t") { message, context in
                    events.report("\(message.id) until \((context.deadline - events.start) / .seconds(1))")
                    _ = await release.next()
                }
            },
            { scene in
                _ = await scene.events.next()
                for _ in 0..<12 {
                    await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                    scene.clock.advance(by: .seconds(5))
                }
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                let waiting = try await scene.broker.task("s2", in: "default")
                #expect((waiting.state, waiting.isOrphaned) == (.active, false))
                let begin = scene.clock.now
                release.report("go")
                #expect(
                    await scene.events.next() == "s2 until \((begin + .seconds(10) - scene.events.start) / .seconds(1))"
                )
                release.report("go")
            },
            after: expectNothingLeft)
    }

    @Test(
        "a suspect whose lease is lost when it is to begin is dropped, and the next has its turn",
        arguments: BrokerFixture.all)
    func lost(fixture: BrokerFixture) async throws {
        try await withWorker(
            fixture, configuration: .init(concurrency: 1), wrapping: { FaultyBroker($0, .init(losesSuspects: true)) },
            before: { scene in
                for id in ["s1", "s2"] { try await scene.client.add(id) }
                try await scene.crashWorkers(2)
                try await scene.client.add("other", type: "other")
            },
            routes: { router, events in
                router.handle(type: "t") { _, _ in Issue.record("the handler was called") }
                router.handle(type: "other") { message, _ in events.report(message.id) }
            },
            { scene in #expect(await scene.events.next() == "other") },
            after: { scene in
                for id in ["s1", "s2"] {
                    let info = try await scene.broker.task(id, in: "default")
                    #expect((info.state, info.crashCount) == (.active, 2))
                }
            })
    }

    @Test("a suspect begins when the broker is there again", arguments: BrokerFixture.all)
    func unavailable(fixture: BrokerFixture) async throws {
        let failures = Events()
        try await withWorker(
            fixture, wrapping: { FaultyBroker($0, .init(suspects: 1), onFailure: { failures.report($0) }) },
            before: { scene in
                try await scene.client.add("s1")
                try await scene.crashWorkers(2)
            },
            routes: { router, events in router.handle(type: "t") { message, _ in events.report(message.id) } },
            { scene in
                #expect(await failures.next() == "suspect")
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest + 1)
                scene.clock.advance(by: .seconds(1))
                #expect(await scene.events.next() == "s1")
            })
    }
}

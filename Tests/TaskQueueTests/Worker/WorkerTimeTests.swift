import Clocks
import TaskQueue
import Testing

@Suite("a worker keeps time", .timeLimit(.minutes(10)))
struct WorkerTimeTests {
    @Test("a timeout below a second cancels the handler, and its slot is free", arguments: BrokerFixture.all)
    func timeout(fixture: BrokerFixture) async throws {
        try await withWorker(fixture, configuration: .init(concurrency: 1)) { router, events in
            router.handle(type: "slow") { _, context in
                events.report("slow")
                try await waitForCancellation()
            }
            router.handle(type: "next") { _, _ in events.report("next") }
        } _: { scene in
            try await scene.client.add("a", type: "slow", .init(timeout: .milliseconds(500)))
            try await scene.client.add("b", type: "next")
            #expect(await scene.events.next() == "slow")
            scene.clock.advance(by: .milliseconds(500))
            #expect(await scene.events.next() == "next")
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .retry)
            #expect(info.message.lastError == "deadline exceeded")
            #expect(info.message.retryCount == 1)
        }
    }

    @Test(
        "a handler that ignores its cancellation holds no slot, and its return counts no more",
        arguments: BrokerFixture.all)
    func stubborn(fixture: BrokerFixture) async throws {
        let release = Events()
        try await withWorker(fixture, configuration: .init(concurrency: 1)) { router, events in
            router.handle(type: "slow") { _, _ in
                events.report("slow")
                // A task of its own does not see the cancellation.
                await Task.detached { _ = await release.next() }.value
            }
            router.handle(type: "next") { _, _ in events.report("next") }
        } _: { scene in
            try await scene.client.add("a", type: "slow", .init(timeout: .seconds(1)))
            try await scene.client.add("b", type: "next")
            #expect(await scene.events.next() == "slow")
            scene.clock.advance(by: .seconds(1))
            #expect(await scene.events.next() == "next")
            release.report("go")
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .retry)
        }
    }

    @Test("a task whose deadline has passed never reaches its handler", arguments: BrokerFixture.all)
    func pastDeadline(fixture: BrokerFixture) async throws {
        let events = Events()
        let configuration = TaskWorker.Configuration(onError: { error, _ in events.report("\(error)") })
        try await withWorker(fixture, configuration: configuration) { router, _ in
            router.handle(type: "t") { _, _ in Issue.record("the handler was called") }
        } _: { scene in
            try await scene.client.add("a", .init(maxRetry: 0, deadline: scene.clock.now))
            #expect(await events.next() == "deadline exceeded")
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .archived)
        }
    }

    @Test("a task starts at the moment it is due, not before", arguments: BrokerFixture.all)
    func due(fixture: BrokerFixture) async throws {
        try await withWorker(fixture) { router, events in
            router.handle(type: "t") { message, _ in events.report(message.id) }
        } _: { scene in
            try await scene.client.add("later", .init(processIn: .milliseconds(1_500)))
            try await scene.client.add("soon", .init(processIn: .milliseconds(10)))
            scene.clock.advance(by: .milliseconds(10))
            #expect(await scene.events.next() == "soon")
            scene.clock.advance(by: .milliseconds(1_489))
            try await scene.client.add("now")
            #expect(await scene.events.next() == "now")
            scene.clock.advance(by: .milliseconds(1))
            #expect(await scene.events.next() == "later")
        }
    }

    @Test("a running task's lease is extended", arguments: BrokerFixture.all)
    func heartbeat(fixture: BrokerFixture) async throws {
        let release = Events()
        try await withWorker(fixture) { router, events in
            router.handle(type: "t") { _, _ in
                events.report("started")
                _ = await release.next()
            }
        } _: { scene in
            try await scene.client.add("a")
            _ = await scene.events.next()
            for _ in 0..<12 {
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                scene.clock.advance(by: .seconds(5))
            }
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
            release.report("go")
        } after: { scene in
            let statistics = try await scene.broker.statistics(of: "default")
            #expect((statistics.today.processed, statistics.today.failed) == (1, 0))
        }
    }
}

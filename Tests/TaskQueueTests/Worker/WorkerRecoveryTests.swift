import Clocks
import TaskQueue
import Testing

extension WorkerScene {
    /// Lets the queue's tasks be taken by workers that die, so many times.
    func crashWorkers(_ times: Int) async throws {
        for _ in 0..<times {
            let tasks = try await broker.take(100)
            clock.advance(by: .seconds(31))
            #expect(try await broker.settle(tasks.map { TaskOutcome($0, .recover) }).isEmpty)
        }
    }
}

@Suite("a worker recovers the tasks of crashed ones", .timeLimit(.minutes(10)))
struct WorkerRecoveryTests {
    private static func report(_ router: inout TaskRouter, _ events: Events) {
        router.handle(type: "t") { message, context in events.report("\(message.id) \(context.retryCount)") }
    }

    @Test(
        "a crashed worker's task runs again when its lease has expired, and burns no retry",
        arguments: BrokerFixture.all)
    func recovery(fixture: BrokerFixture) async throws {
        let errors = Events()
        let configuration = TaskWorker.Configuration(onError: { error, message in
            errors.report("\(message.id): \(error)")
        })
        try await withWorker(
            fixture, configuration: configuration,
            before: { scene in
                try await scene.client.add("last", .init(maxRetry: 0))
                #expect(try await scene.broker.take().count == 1)
                scene.clock.advance(by: .milliseconds(28_999))
            },
            routes: Self.report,
            { scene in
                try await scene.client.add("other")
                #expect(await scene.events.next() == "other 0")
                await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest)
                scene.clock.advance(by: .seconds(5))
                #expect(await scene.events.next() == "last 0")
                #expect(await errors.next() == "last: task lease expired")
            },
            after: { scene in
                let statistics = try await scene.broker.statistics(of: "default")
                #expect(statistics.size == 0)
                #expect((statistics.today.processed, statistics.today.failed) == (2, 0))
            })
    }

    @Test("a task that crashes its workers again and again is archived", arguments: BrokerFixture.all)
    func archived(fixture: BrokerFixture) async throws {
        let errors = Events()
        let configuration = TaskWorker.Configuration(onError: { error, message in
            errors.report("\(message.id): \(error)")
        })
        try await withWorker(
            fixture, configuration: configuration,
            before: { scene in
                try await scene.client.add("a")
                try await scene.crashWorkers(2)
                let suspect = try #require(try await scene.broker.take().first)
                #expect(suspect.isSuspect)
                #expect(try await scene.broker.beginAttempt(atSuspect: suspect.lease))
                scene.clock.advance(by: .seconds(31))
            },
            routes: { router, _ in router.handle(type: "t") { _, _ in Issue.record("the handler was called") } },
            { _ in #expect(await errors.next() == "a: 3 workers crashed while they ran it") },
            after: { scene in
                let info = try await scene.broker.task("a", in: "default")
                #expect(info.state == .archived)
                #expect(info.message.retryCount == 0)
                #expect(info.message.lastError == "3 workers crashed while they ran it")
            })
    }

    @Test("a crash is enough where the limit is one", arguments: BrokerFixture.all)
    func strict(fixture: BrokerFixture) async throws {
        let errors = Events()
        let configuration = TaskWorker.Configuration(crashLimit: 1, onError: { error, _ in errors.report("\(error)") })
        try await withWorker(
            fixture, configuration: configuration,
            before: { scene in
                try await scene.client.add("a")
                _ = try await scene.broker.take()
                scene.clock.advance(by: .seconds(31))
            },
            routes: Self.report,
            { _ in #expect(await errors.next() == "its worker crashed") },
            after: { scene in
                let info = try await scene.broker.task("a", in: "default")
                #expect(info.state == .archived)
            })
    }

    @Test("a suspect that never began is not found guilty", arguments: BrokerFixture.all)
    func innocent(fixture: BrokerFixture) async throws {
        try await withWorker(
            fixture,
            before: { scene in
                try await scene.client.add("a")
                try await scene.crashWorkers(2)
                _ = try await scene.broker.take()
                scene.clock.advance(by: .seconds(31))
            },
            routes: Self.report,
            { scene in #expect(await scene.events.next() == "a 0") },
            after: expectNothingLeft)
    }
}

import Clocks
import TaskQueue
import TestSupport
import Testing

struct CloseOrder: TaskPayload {
    static let taskType = "defer:homestay_order:close"
    var sn: String

    enum CodingKeys: String, CodingKey { case sn = "Sn" }
}

@Suite("a worker judges attempts", .timeLimit(.minutes(10)))
struct WorkerOutcomeTests {
    @Test("a typed payload reaches its handler, and the task is done", arguments: BrokerFixture.all)
    func success(fixture: BrokerFixture) async throws {
        try await withWorker(fixture) { router, events in
            router.handle(CloseOrder.self) { payload, context in events.report("\(payload.sn) \(context.queue)") }
        } _: { scene in
            try await scene.client.enqueue(CloseOrder(sn: "HSO1"))
            #expect(await scene.events.next() == "HSO1 default")
        } after: { scene in
            let statistics = try await scene.broker.statistics(of: "default")
            #expect(statistics.size == 0)
            #expect(statistics.today.processed == 1)
        }
    }

    @Test("a result is kept with a task that has a retention", arguments: BrokerFixture.all)
    func result(fixture: BrokerFixture) async throws {
        try await withWorker(fixture) { router, events in
            router.handle(type: "t") { _, context in
                context.writeResult([1])
                context.writeResult([2])
                events.report("ran")
            }
        } _: { scene in
            try await scene.client.add("a", .init(retention: .seconds(60)))
            _ = await scene.events.next()
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.result == [2])
        }
    }

    @Test("a payload that does not decode is archived at once", arguments: BrokerFixture.all)
    func undecodable(fixture: BrokerFixture) async throws {
        let events = Events()
        let configuration = TaskWorker.Configuration(onError: { error, _ in events.report("\(error)") })
        try await withWorker(fixture, configuration: configuration) { router, _ in
            router.handle(CloseOrder.self) { _, _ in Issue.record("the handler was called") }
        } _: { scene in
            try await scene.client.add("a", type: CloseOrder.taskType, payload: "{\"Sn\":7}")
            #expect(await events.next()?.contains("CloseOrder") == true)
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .archived)
        }
    }

    @Test("a task of unknown type is retried", arguments: BrokerFixture.all)
    func unknownType(fixture: BrokerFixture) async throws {
        let events = Events()
        let configuration = TaskWorker.Configuration(onError: { error, _ in events.report("\(error)") })
        try await withWorker(fixture, configuration: configuration) { _, _ in
        } _: { scene in
            try await scene.client.add("a", type: "zzz")
            #expect(await events.next() == "handler not found for task \"zzz\"")
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .retry)
            #expect(info.message.retryCount == 1)
        }
    }

    @Test("a failing task is tried again after the delay, and archived after its retries", arguments: BrokerFixture.all)
    func retries(fixture: BrokerFixture) async throws {
        let configuration = TaskWorker.Configuration(retryDelay: { count, _, _ in .seconds(10 * (count + 1)) })
        try await withWorker(fixture, configuration: configuration) { router, events in
            router.handle(type: "t") { _, context in
                events.report("\(context.retryCount)/\(context.maxRetry)")
                throw Failure(description: "bad")
            }
        } _: { scene in
            try await scene.client.add("a", .init(maxRetry: 2))
            #expect(await scene.events.next() == "0/2")
            for (attempt, delay) in [("1/2", Duration.seconds(10)), ("2/2", .seconds(20))] {
                let due = scene.clock.now + delay
                try await eventually("the task is due \(delay) later") {
                    try await scene.broker.task("a", in: "default").nextProcessAt == due
                }
                scene.clock.advance(by: delay)
                #expect(await scene.events.next() == attempt)
            }
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .archived)
            #expect(info.message.lastError == "bad")
            #expect(info.message.retryCount == 2)
            let statistics = try await scene.broker.statistics(of: "default")
            #expect((statistics.today.processed, statistics.today.failed) == (3, 3))
        }
    }

    @Test("SkipRetry archives, RevokeTask deletes, and what is no failure does not count", arguments: BrokerFixture.all)
    func control(fixture: BrokerFixture) async throws {
        let configuration = TaskWorker.Configuration(isFailure: { "\($0)" != "busy" })
        try await withWorker(fixture, configuration: configuration) { router, events in
            router.handle(prefix: "") { message, _ in
                defer { events.report(message.id) }
                switch message.id {
                case "skip": throw SkipRetry(Failure(description: "hopeless"))
                case "revoke": throw RevokeTask("not wanted")
                default: throw Failure(description: message.id)
                }
            }
        } _: { scene in
            for id in ["skip", "revoke", "busy"] { try await scene.client.add(id, .init(retention: .seconds(60))) }
            try await scene.client.add("last", .init(maxRetry: 0))
            #expect(Set(await scene.events.next(4)) == ["skip", "revoke", "busy", "last"])
        } after: { scene in
            #expect(try await scene.broker.task("skip", in: "default").message.lastError == "hopeless")
            #expect(try await scene.broker.task("skip", in: "default").state == .archived)
            #expect(try await scene.broker.task("busy", in: "default").message.retryCount == 0)
            #expect(try await scene.broker.task("last", in: "default").state == .archived)
            let statistics = try await scene.broker.statistics(of: "default")
            #expect(statistics.counts == [.archived: 2, .retry: 1])
            #expect((statistics.today.processed, statistics.today.failed) == (3, 2))
        }
    }
}

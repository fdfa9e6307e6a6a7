import Clocks
import TaskQueue
import Testing

@Suite("a worker aggregates groups", .timeLimit(.minutes(10)))
struct WorkerAggregationTests {
    /// Makes a task `all` of the payloads, whose id names the group.
    private static func configuration(_ policy: GroupPolicy) -> TaskWorker.Configuration {
        TaskWorker.Configuration(
            aggregation: .init(policy: policy) { group, tasks in
                let payload = tasks.map { String(decoding: $0.payload, as: UTF8.self) }.joined(separator: " ")
                return TaskRequest(
                    type: "all", payload: Array(payload.utf8), options: .init(queue: "elsewhere", taskID: group))
            })
    }

    private static func report(_ router: inout TaskRouter, _ events: Events) {
        router.handle(type: "all") { message, _ in
            events.report("\(message.queue) \(message.id): \(String(decoding: message.payload, as: UTF8.self))")
        }
        router.handle(prefix: "") { message, _ in Issue.record("the handler was called for \(message.id)") }
    }

    @Test("as soon as one is full, into a task of its own queue", arguments: BrokerFixture.all)
    func full(fixture: BrokerFixture) async throws {
        try await withWorker(fixture, configuration: Self.configuration(.init(maxSize: 2)), routes: Self.report) {
            scene in
            for id in ["a", "b", "c"] { try await scene.client.add(id, payload: id, .init(group: "g")) }
            #expect(await scene.events.next() == "default g: a b")
        } after: { scene in
            let left = try await scene.broker.tasks(
                in: "default", state: .aggregating, group: "g", offset: 0, limit: 10)
            #expect(left.map(\.id) == ["c"])
        }
    }

    @Test("when nothing has joined for a while, up to the grace period", arguments: BrokerFixture.all)
    func quiet(fixture: BrokerFixture) async throws {
        let policy = GroupPolicy(gracePeriod: .seconds(10))
        try await withWorker(fixture, configuration: Self.configuration(policy), routes: Self.report) { scene in
            try await scene.client.add("a", payload: "a", .init(group: "g"))
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest + 1)
            scene.clock.advance(by: .seconds(8))
            try await scene.client.add("b", payload: "b", .init(group: "g"))
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest + 1)
            scene.clock.advance(by: .seconds(8))
            try await scene.client.add("now", type: "all", payload: "now")
            #expect(await scene.events.next() == "default now: now")
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest + 1)
            scene.clock.advance(by: .seconds(2))
            #expect(await scene.events.next() == "default g: a b")
        } after: { scene in
            try await expectNothingLeft(scene)
        }
    }

    @Test("of several queues and groups, each for itself", arguments: BrokerFixture.all)
    func several(fixture: BrokerFixture) async throws {
        var configuration = Self.configuration(.init(maxSize: 1))
        configuration.queues = ["default": 1, "low": 1]
        try await withWorker(fixture, configuration: configuration, routes: Self.report) { scene in
            for group in ["g1", "g2", "g3", "g4", "g5"] {
                try await scene.client.add("in \(group)", payload: "x", .init(group: group))
            }
            try await scene.client.add("l", payload: "y", .init(queue: "low", group: "g1"))
            let seen = Set(await scene.events.next(6))
            #expect(seen.count == 6)
            #expect(seen.isSuperset(of: ["default g1: x", "default g5: x", "low g1: y"]))
        }
    }

    @Test("again, when the task could not be made", arguments: BrokerFixture.all)
    func throwing(fixture: BrokerFixture) async throws {
        let calls = Events()
        let configuration = TaskWorker.Configuration(
            aggregation: .init(policy: .init(maxSize: 2)) { _, tasks in
                calls.report("\(tasks.count)")
                throw Failure(description: "cannot")
            })
        try await withWorker(fixture, configuration: configuration, routes: Self.report) { scene in
            for id in ["a", "b"] { try await scene.client.add(id, .init(group: "g")) }
            #expect(await calls.next() == "2")
            await scene.clock.waitForSleepers(WorkerScene.sleepersAtRest + 1)
            scene.clock.advance(by: .seconds(121))
            #expect(await calls.next() == "2")
        } after: { scene in
            let found = try await scene.broker.statistics(of: "default")
            #expect(found.counts == [.aggregating: 2])
        }
    }

    @Test("into a task that no queue can have: the members stay", arguments: BrokerFixture.all)
    func invalid(fixture: BrokerFixture) async throws {
        let calls = Events()
        let configuration = TaskWorker.Configuration(
            aggregation: .init(policy: .init(maxSize: 1)) { _, _ in
                calls.report("called")
                return TaskRequest(type: "", payload: [])
            })
        try await withWorker(fixture, configuration: configuration, routes: Self.report) { scene in
            try await scene.client.add("a", .init(group: "g"))
            #expect(await calls.next() == "called")
        } after: { scene in
            let found = try await scene.broker.statistics(of: "default")
            #expect(found.counts == [.aggregating: 1])
        }
    }

    @Test("once, though the broker was away for a while", arguments: BrokerFixture.all)
    func unavailable(fixture: BrokerFixture) async throws {
        let failures = Events()
        try await withWorker(
            fixture, configuration: Self.configuration(.init(maxSize: 1)),
            wrapping: { FaultyBroker($0, .init(replacements: 2), onFailure: { failures.report($0) }) },
            routes: Self.report,
            { scene in
                try await scene.client.add("a", payload: "a", .init(group: "g"))
                #expect(await scene.nextEvent(advancingBy: .seconds(1)) == "default g: a")
                #expect(await failures.next(2) == ["replace", "replace"])
            },
            after: expectNothingLeft)
    }

    @Test("not, unless it is told how", arguments: BrokerFixture.all)
    func off(fixture: BrokerFixture) async throws {
        try await withWorker(fixture, routes: Self.report) { scene in
            try await scene.client.add("a", .init(group: "g"))
            scene.clock.advance(by: .seconds(3600))
            try await scene.client.add("now", type: "all", payload: "now")
            #expect(await scene.events.next() == "default now: now")
        } after: { scene in
            let found = try await scene.broker.statistics(of: "default")
            #expect(found.counts == [.aggregating: 1])
        }
    }
}

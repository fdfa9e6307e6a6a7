import Clocks
import TaskQueue
import Testing

@Suite("a broker limits how many tasks of a type run at once")
struct ConcurrencyLimitConformance {
    private let limits = ["slow": TaskLimit(concurrency: 2)]

    @Test("tasks beyond the limit wait, and follow in their order", arguments: BrokerFixture.all)
    func waiting(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b", "c", "d", "e"] { try await client.add(id, type: "slow") }
            let first = try await broker.take(limits: limits)
            #expect(first.ids == ["a", "b"])
            #expect(try await broker.take(limits: limits).isEmpty)
            try await broker.settle(first[1], .done)
            let second = try await broker.take(limits: limits)
            #expect(second.ids == ["c"])
            _ = try await broker.settle([first[0], second[0]].map { TaskOutcome($0, .done) })
            let third = try await broker.take(limits: limits)
            #expect(third.ids == ["d", "e"])
            #expect(third.map(\.message.retryCount) == [0, 0])
        }
    }

    @Test("tasks of other types pass those that wait", arguments: BrokerFixture.all)
    func others(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let slow = (100..<150).map { TaskRequest(type: "slow", payload: [], options: .init(taskID: "\($0)")) }
            try await client.enqueue(slow)
            for id in ["a", "b"] { try await client.add(id) }
            let first = try await broker.take(3, limits: limits)
            #expect(first.ids == ["100", "101", "a"])
            #expect(try await broker.take(3, limits: limits).ids == ["b"])
            // What is enqueued now stands behind those that wait.
            try await client.add("150", type: "slow")
            try await broker.settle(first[0], .done)
            #expect(try await broker.take(3, limits: limits).ids == ["102"])
        }
    }

    @Test("each queue has its own count", arguments: BrokerFixture.all)
    func queues(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b", "c"] {
                try await client.add(id, type: "slow")
                try await client.add(id, type: "slow", .init(queue: "other"))
            }
            #expect(try await broker.take(from: ["default", "other"], limits: limits).ids == ["a", "b", "a", "b"])
        }
    }

    @Test(
        "room comes with every outcome",
        arguments: BrokerFixture.all,
        [TaskOutcome.Transition.done, .completed(result: nil), .archive(error: "e"), .requeue])
    func outcomes(fixture: BrokerFixture, transition: TaskOutcome.Transition) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b"] { try await client.add(id, type: "slow", .init(retention: .seconds(60))) }
            let limits = ["slow": TaskLimit(concurrency: 1)]
            let first = try await broker.take(limits: limits)
            #expect(try await broker.take(limits: limits).isEmpty)
            try await broker.settle(first[0], transition)
            #expect(try await broker.take(limits: limits).ids == [transition == .requeue ? "a" : "b"])
        }
    }

    @Test("when a worker dies its tasks come back, and those that wait are not lost", arguments: BrokerFixture.all)
    func crash(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b", "c"] { try await client.add(id, type: "slow") }
            let limits = ["slow": TaskLimit(concurrency: 1)]
            _ = try await broker.take(limits: limits)
            #expect(try await broker.take(limits: limits).isEmpty)
            clock.advance(by: .seconds(30))
            let expired = try await broker.expiredLeases(in: ["default"], limit: 10)
            _ = try await broker.settle(expired.map { TaskOutcome($0, .recover) })
            var done: [String] = []
            while let task = try await broker.take(limits: limits).first {
                done.append(task.message.id)
                try await broker.settle(task, .done)
            }
            #expect(done == ["a", "b", "c"])
        }
    }

    @Test("a signal follows when there is room", .timeLimit(.minutes(10)), arguments: BrokerFixture.all)
    func signal(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let limits = ["slow": TaskLimit(concurrency: 1)]
            for id in ["a", "b"] { try await client.add(id, type: "slow") }
            let first = try await broker.take(limits: limits)
            var ready = broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            #expect(try await broker.take(limits: limits).isEmpty)
            try await broker.settle(first[0], .done)
            try #require(await ready.next() != nil)
            #expect(try await broker.take(limits: limits).ids == ["b"])
        }
    }

    @Test("of eight workers never more than three run a limited type", arguments: BrokerFixture.all)
    func workers(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let limits = ["slow": TaskLimit(concurrency: 3)]
            let ids = (10..<50).map(String.init)
            try await client.enqueue(ids.map { TaskRequest(type: "slow", payload: [], options: .init(taskID: $0)) })
            let meter = Meter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        while await meter.done.count < ids.count {
                            let tasks = try await broker.take(2, limits: limits)
                            await meter.begin(tasks)
                            await meter.end(tasks)
                            _ = try await broker.settle(tasks.map { TaskOutcome($0, .done) })
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(await meter.done.sorted() == ids)
            #expect((1...3).contains(await meter.most))
        }
    }

    /// Counts what runs at the same time.
    private actor Meter {
        private var running = 0
        private(set) var most = 0
        private(set) var done: [String] = []

        func begin(_ tasks: [LeasedTask]) {
            running += tasks.count
            most = max(most, running)
        }

        func end(_ tasks: [LeasedTask]) {
            running -= tasks.count
            done += tasks.ids
        }
    }
}

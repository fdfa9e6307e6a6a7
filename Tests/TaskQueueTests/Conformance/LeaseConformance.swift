import Clocks
import TaskQueue
import Testing

@Suite("a broker honours leases")
struct LeaseConformance {
    @Test("a lease expires unless it is extended", arguments: BrokerFixture.all)
    func expiry(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await client.add("b")
            let tasks = try await broker.take()
            clock.advance(by: .seconds(29))
            #expect(try await broker.expiredLeases(in: ["default"], limit: 10).isEmpty)
            #expect(try await broker.extendLeases([tasks[1].lease], until: clock.now + .seconds(30)).isEmpty)
            clock.advance(by: .seconds(1))
            #expect(try await broker.expiredLeases(in: ["default"], limit: 10).map(\.message.id) == ["a"])
            #expect(try await broker.task("a", in: "default").isOrphaned)
            #expect(!(try await broker.task("b", in: "default").isOrphaned))
        }
    }

    @Test("an attempt whose task was recovered and taken again changes nothing", arguments: BrokerFixture.all)
    func lost(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            let first = try await broker.take()[0]
            clock.advance(by: .seconds(30))
            let expired = try await broker.expiredLeases(in: ["default"], limit: 10)[0]
            _ = try await broker.settle(expired, .retry(at: clock.now, error: "lease", isFailure: true))
            #expect(try await broker.settle(first, .done).map(\.taskID) == ["a"])
            _ = try await broker.forwardDue(in: ["default"])
            let second = try await broker.take()[0]
            for transition in [TaskOutcome.Transition.done, .requeue, .archive(error: "e")] {
                #expect(try await broker.settle(first, transition).map(\.taskID) == ["a"])
            }
            #expect(try await broker.extendLeases([first.lease], until: clock.now) == [first.lease])
            #expect(try await broker.task("a", in: "default").state == .active)
            #expect(try await broker.settle(second, .done).isEmpty)
            let today = try await broker.statistics(of: "default").today
            #expect((today.processed, today.failed) == (2, 1))
        }
    }

    @Test("of two who recover a task one succeeds", arguments: BrokerFixture.all)
    func recoverers(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            _ = try await broker.take()
            clock.advance(by: .seconds(30))
            let seen = [
                try await broker.expiredLeases(in: ["default"], limit: 10)[0],
                try await broker.expiredLeases(in: ["default"], limit: 10)[0],
            ]
            var lost = 0
            for task in seen {
                lost += try await broker.settle(task, .retry(at: clock.now, error: "e", isFailure: true)).count
            }
            #expect(lost == 1)
            #expect(try await broker.task("a", in: "default").message.retryCount == 1)
        }
    }

    @Test("a lease that has expired is not extended, though nobody has taken its task", arguments: BrokerFixture.all)
    func tooLate(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await client.add("b")
            let first = try await broker.take(1)[0]
            clock.advance(by: .seconds(20))
            let second = try await broker.take(1)[0]
            clock.advance(by: .seconds(10))
            let later = clock.now + .seconds(30)
            #expect(try await broker.extendLeases([first.lease, second.lease], until: later) == [first.lease])
            #expect(try await broker.expiredLeases(in: ["default"], limit: 10).ids == ["a"])
            clock.advance(by: .seconds(29))
            #expect(try await broker.expiredLeases(in: ["default"], limit: 10).ids == ["a"])
            // Its worker may still settle it, as long as nobody else has.
            #expect(try await broker.settle(first, .done).isEmpty)
        }
    }

    @Test("leases on tasks that are gone are lost", arguments: BrokerFixture.all)
    func gone(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            let task = try await broker.take()[0]
            try await broker.settle(task, .done)
            let lost = try await broker.extendLeases([task.lease], until: clock.now + .seconds(30))
            #expect(lost == [task.lease])
            #expect(try await broker.settle(task, .done) == [task.lease])
            #expect(try await broker.extendLeases([], until: clock.now).isEmpty)
            #expect(try await broker.settle([]).isEmpty)
        }
    }

    @Test("expired leases of several queues are found, up to the limit", arguments: BrokerFixture.all)
    func queues(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for queue in ["p", "q", "r"] {
                for number in 1...2 { try await client.add("\(queue)\(number)", .init(queue: queue)) }
            }
            #expect(try await broker.take(from: ["p", "q", "r"]).count == 6)
            clock.advance(by: .seconds(30))
            #expect(
                try await broker.expiredLeases(in: ["p", "q"], limit: 10).ids.sorted() == ["p1", "p2", "q1", "q2"])
            #expect(try await broker.expiredLeases(in: ["p", "q", "r"], limit: 5).count == 5)
            #expect(try await broker.expiredLeases(in: ["none"], limit: 5).isEmpty)
        }
    }
}

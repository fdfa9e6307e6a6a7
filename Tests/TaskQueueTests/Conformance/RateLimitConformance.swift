import Clocks
import TaskQueue
import Testing

@Suite("a broker limits how many tasks of a type start in a time")
struct RateLimitConformance {
    private func limits(burst: Int = 1, concurrency: Int? = nil) -> [String: TaskLimit] {
        ["mail": TaskLimit(concurrency: concurrency, rate: .init(1, per: .seconds(10), burst: burst))]
    }

    /// What starts at the clock's time.
    private func start(
        _ broker: BrokerFixture.Subject, _ limits: [String: TaskLimit]
    ) async throws -> [LeasedTask] {
        _ = try await broker.forwardDue(in: ["default"])
        return try await broker.take(limits: limits)
    }

    @Test("one starts at a time, each when it may and not before", arguments: BrokerFixture.all)
    func pace(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b", "c"] { try await client.add(id, type: "mail") }
            #expect(try await start(broker, limits()).ids == ["a"])
            let next = clock.now + .seconds(10)
            #expect(try await broker.forwardDue(in: ["default"]) == next)
            clock.set(to: next - .microseconds(1))
            #expect(try await start(broker, limits()).isEmpty)
            clock.set(to: next)
            let second = try await start(broker, limits())
            #expect(second.ids == ["b"])
            #expect(second[0].message.retryCount == 0)
            clock.advance(by: .seconds(10))
            #expect(try await start(broker, limits()).ids == ["c"])
        }
    }

    @Test("a rate of several in a period spreads them evenly", arguments: BrokerFixture.all)
    func several(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let limits = ["mail": TaskLimit(rate: .init(4, per: .seconds(1)))]
            for id in ["a", "b"] { try await client.add(id, type: "mail") }
            #expect(try await start(broker, limits).ids == ["a"])
            clock.advance(by: .milliseconds(249))
            #expect(try await start(broker, limits).isEmpty)
            clock.advance(by: .milliseconds(1))
            #expect(try await start(broker, limits).ids == ["b"])
        }
    }

    @Test("after a quiet time a burst may start at once, and no more", arguments: BrokerFixture.all)
    func burst(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for number in 0..<5 { try await client.add("a\(number)", type: "mail") }
            #expect(try await start(broker, limits(burst: 3)).ids == ["a0", "a1", "a2"])
            clock.advance(by: .seconds(10))
            #expect(try await start(broker, limits(burst: 3)).ids == ["a3"])
            clock.advance(by: .seconds(10))
            #expect(try await start(broker, limits(burst: 3)).ids == ["a4"])
            clock.advance(by: .seconds(1_000))
            for number in 0..<5 { try await client.add("b\(number)", type: "mail") }
            #expect(try await start(broker, limits(burst: 3)).ids == ["b0", "b1", "b2"])
        }
    }

    @Test("other types pass, and so do those whose turn has come", arguments: BrokerFixture.all)
    func others(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b", "c"] { try await client.add(id, type: "mail") }
            try await client.add("d")
            #expect(try await broker.take(2, limits: limits()).ids == ["a", "d"])
            clock.advance(by: .seconds(10))
            try await client.add("e", type: "mail")
            try await client.add("f")
            #expect(try await start(broker, limits()).ids == ["b", "f"])
        }
    }

    @Test("a task that waits for its turn can be run at once, or deleted", arguments: BrokerFixture.all)
    func operated(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b", "c"] { try await client.add(id, type: "mail") }
            #expect(try await start(broker, limits()).ids == ["a"])
            try await broker.run("c", in: "default")
            #expect(try await start(broker, limits()).ids == ["c"])
            try await broker.delete("b", in: "default")
            #expect(try await broker.statistics(of: "default").size == 2)
        }
    }

    @Test("a task with a group that waits for its turn does not go back to the group", arguments: BrokerFixture.all)
    func grouped(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b"] {
                try await client.add(id, type: "mail", .init(group: "g"))
                try await broker.run(id, in: "default")
            }
            #expect(try await start(broker, limits()).ids == ["a"])
            clock.advance(by: .seconds(10))
            #expect(try await start(broker, limits()).ids == ["b"])
        }
    }

    @Test("the limits of concurrency and of rate hold together", arguments: BrokerFixture.all)
    func both(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let limits = limits(concurrency: 1)
            for id in ["a", "b", "c"] { try await client.add(id, type: "mail") }
            let first = try await start(broker, limits)
            #expect(first.ids == ["a"])
            clock.advance(by: .seconds(10))
            #expect(try await start(broker, limits).isEmpty)
            try await broker.settle(first[0], .done)
            let second = try await start(broker, limits)
            #expect(second.ids == ["b"])
            try await broker.settle(second[0], .done)
            #expect(try await start(broker, limits).isEmpty)
            clock.advance(by: .seconds(10))
            #expect(try await start(broker, limits).ids == ["c"])
        }
    }

    @Test("a task that was let through and then died is let through again in its turn", arguments: BrokerFixture.all)
    func crash(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", type: "mail")
            #expect(try await start(broker, limits()).ids == ["a"])
            clock.advance(by: .seconds(30))
            let expired = try await broker.expiredLeases(in: ["default"], limit: 10)
            _ = try await broker.settle(expired.map { TaskOutcome($0, .recover) })
            #expect(try await start(broker, limits()).ids == ["a"])
        }
    }
}

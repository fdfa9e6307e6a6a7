import Clocks
import TaskQueue
import Testing

@Suite("a broker settles attempts")
struct SettleConformance {
    @Test("a done task is gone and counted", arguments: BrokerFixture.all)
    func done(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a")
            #expect(try await broker.settle(try await broker.take()[0], .done).isEmpty)
            #expect(
                await codeThrown { _ = try await broker.task("a", in: "default") }
                    == .notFound)
            let statistics = try await broker.statistics(of: "default")
            #expect(statistics.size == 0)
            #expect((statistics.today.processed, statistics.today.failed) == (1, 0))
        }
    }

    @Test("a completed task is kept with its result for its retention", arguments: BrokerFixture.all)
    func retention(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", .init(retention: .seconds(5)))
            _ = try await broker.settle(try await broker.take()[0], .completed(result: [1, 2]))
            let info = try await broker.task("a", in: "default")
            #expect(info.state == .completed)
            #expect(info.result == [1, 2])
            #expect(info.message.completedAt == clock.now)
            clock.advance(by: .milliseconds(4_999))
            try await broker.deleteExpired(in: ["default"])
            #expect(try await broker.task("a", in: "default").state == .completed)
            clock.advance(by: .milliseconds(1))
            try await broker.deleteExpired(in: ["default"])
            #expect(try await broker.statistics(of: "default").size == 0)
        }
    }

    @Test("a failure is counted and retried when it is due", arguments: BrokerFixture.all)
    func retry(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            let due = clock.now + .seconds(10)
            let task = try await broker.take()[0]
            _ = try await broker.settle(task, .retry(at: due, error: "bad", isFailure: true))
            let info = try await broker.task("a", in: "default")
            #expect(info.state == .retry)
            #expect(info.nextProcessAt == due)
            #expect(info.message.retryCount == 1)
            #expect(info.message.lastError == "bad")
            #expect(info.message.lastFailedAt == clock.now)
            let today = try await broker.statistics(of: "default").today
            #expect((today.processed, today.failed) == (1, 1))
        }
    }

    @Test("what is not a failure is retried without being counted", arguments: BrokerFixture.all)
    func notAFailure(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            let task = try await broker.take()[0]
            _ = try await broker.settle(task, .retry(at: clock.now, error: "rate limited", isFailure: false))
            let info = try await broker.task("a", in: "default")
            #expect(info.message.retryCount == 0)
            #expect(info.message.lastError == "rate limited")
            let today = try await broker.statistics(of: "default").today
            #expect((today.processed, today.failed) == (0, 0))
        }
    }

    @Test("an archived task keeps its retry count, and can be run again", arguments: BrokerFixture.all)
    func archive(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", .init(maxRetry: 0))
            _ = try await broker.settle(try await broker.take()[0], .archive(error: "bad"))
            let info = try await broker.task("a", in: "default")
            #expect(info.state == .archived)
            #expect(info.message.retryCount == 0)
            #expect(info.message.lastError == "bad")
            try await broker.run("a", in: "default")
            #expect(try await broker.take().count == 1)
        }
    }

    @Test("requeued tasks run next, in their order, as if they had not been taken", arguments: BrokerFixture.all)
    func requeue(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b", "c"] { try await client.add(id) }
            let taken = try await broker.take(2)
            _ = try await broker.settle(taken.reversed().map { TaskOutcome($0, .requeue) })
            let again = try await broker.take()
            #expect(again.map(\.message.id) == ["a", "b", "c"])
            #expect(again.map(\.message.retryCount) == [0, 0, 0])
            #expect(try await broker.statistics(of: "default").today.processed == 0)
        }
    }

    @Test("archived tasks go after 90 days", arguments: BrokerFixture.all)
    func archiveAge(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await broker.archive("a", in: "default")
            clock.advance(by: ArchiveLimit.age - .seconds(1))
            try await broker.deleteExpired(in: ["default"])
            #expect(try await broker.statistics(of: "default").size == 1)
            clock.advance(by: .seconds(1))
            try await broker.deleteExpired(in: ["default"])
            #expect(try await broker.statistics(of: "default").size == 0)
        }
    }
}

import Clocks
import TaskQueue
import Testing

@Suite("a broker keeps unique tasks unique")
struct UniquenessConformance {
    private let unique = TaskOptions(uniqueFor: .seconds(60))

    @Test("a duplicate is refused; another type, payload or queue is none", arguments: BrokerFixture.all)
    func duplicate(fixture: BrokerFixture) async throws {
        try await fixture.run { _, client, _ in
            try await client.add("a", unique)
            #expect(await codeThrown { try await client.add("b", unique) } == .duplicateTask)
            try await client.add("c", type: "u", unique)
            try await client.add("d", payload: "y", unique)
            try await client.add("e", .init(queue: "other", uniqueFor: .seconds(60)))
            try await client.add("f")
        }
    }

    @Test("the lock ends with success, revocation and deletion", arguments: BrokerFixture.all)
    func release(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", unique)
            _ = try await broker.settle(try await broker.take()[0], .done)
            try await client.add("b", .init(uniqueFor: .seconds(60), retention: .seconds(60)))
            _ = try await broker.settle(try await broker.take()[0], .completed(result: nil))
            try await client.add("c", unique)
            try await broker.delete("c", in: "default")
            try await client.add("d", unique)
        }
    }

    @Test("a failed or archived task keeps its lock", arguments: BrokerFixture.all)
    func kept(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", unique)
            _ = try await broker.settle(try await broker.take()[0], .retry(at: clock.now, error: "e", isFailure: true))
            #expect(await codeThrown { try await client.add("b", unique) } == .duplicateTask)
            _ = try await broker.forwardDue(in: ["default"])
            _ = try await broker.settle(try await broker.take()[0], .archive(error: "e"))
            #expect(await codeThrown { try await client.add("b", unique) } == .duplicateTask)
        }
    }

    @Test("the lock counts from the due time, and ends on time", arguments: BrokerFixture.all)
    func expiry(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", .init(uniqueFor: .seconds(60), processIn: .seconds(600)))
            try await fixture.pass(.seconds(655), on: clock, for: broker)
            #expect(await codeThrown { try await client.add("b", unique) } == .duplicateTask)
            try await fixture.pass(.seconds(5), on: clock, for: broker)
            try await client.add("b", unique)
        }
    }

    @Test("a task whose lock expired does not release its successor's", arguments: BrokerFixture.all)
    func foreignLock(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", .init(uniqueFor: .seconds(1)))
            let first = try await broker.take()[0]
            try await fixture.pass(.seconds(1), on: clock, for: broker)
            try await client.add("b", unique)
            _ = try await broker.settle(first, .done)
            #expect(await codeThrown { try await client.add("c", unique) } == .duplicateTask)
        }
    }

    @Test("a conflict of ids leaves no lock behind", arguments: BrokerFixture.all)
    func conflict(fixture: BrokerFixture) async throws {
        try await fixture.run { _, client, _ in
            try await client.add("a", payload: "first")
            #expect(
                await codeThrown { try await client.add("a", payload: "second", unique) }
                    == .taskIDConflict)
            try await client.add("b", payload: "second", unique)
        }
    }
}

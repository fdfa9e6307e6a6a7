import Clocks
import TaskQueue
import Testing

@Suite("a broker lists tasks a page at a time")
struct PagingConformance {
    @Test("each state is listed in the order in which it will be left", arguments: BrokerFixture.all)
    func order(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            @Sendable func ids(_ state: TaskState) async throws -> [String] {
                try await broker.tasks(in: "default", state: state, group: nil, offset: 0, limit: 10).map(\.id)
            }
            for (id, delay) in [("s2", 20), ("s1", 10), ("s3", 30)] {
                try await client.add(id, .init(processIn: .seconds(delay)))
            }
            #expect(try await ids(.scheduled) == ["s1", "s2", "s3"])
            for (id, delay) in [("r2", 20), ("r1", 10)] {
                try await client.add(id)
                let task = try await broker.take()[0]
                try await broker.settle(task, .retry(at: clock.now + .seconds(delay), error: "e", isFailure: true))
            }
            #expect(try await ids(.retry) == ["r1", "r2"])
            for (id, retention) in [("c2", 20), ("c1", 10)] {
                try await client.add(id, .init(retention: .seconds(retention)))
                try await broker.settle(try await broker.take()[0], .completed(result: nil))
            }
            #expect(try await ids(.completed) == ["c1", "c2"])
            for id in ["z", "y"] {
                try await client.add(id)
                try await broker.archive(id, in: "default")
                clock.advance(by: .seconds(1))
            }
            #expect(try await ids(.archived) == ["z", "y"])
            for id in ["g2", "g1"] {
                try await client.add(id, .init(group: "g"))
                clock.advance(by: .seconds(1))
            }
            #expect(try await ids(.aggregating) == ["g2", "g1"])
            for id in ["b", "a"] { try await client.add(id) }
            #expect(try await ids(.pending) == ["b", "a"])
        }
    }

    @Test("active tasks are listed, and told when their worker is gone", arguments: BrokerFixture.all)
    func active(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await client.add("b")
            _ = try await broker.take(1)
            clock.advance(by: .seconds(20))
            _ = try await broker.take(1)
            clock.advance(by: .seconds(10))
            let tasks = try await broker.tasks(in: "default", state: .active, group: nil, offset: 0, limit: 10)
            #expect(Set(tasks.map { "\($0.id) \($0.isOrphaned)" }) == ["a true", "b false"])
        }
    }

    @Test("the members of one group, or of all", arguments: BrokerFixture.all)
    func group(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b", "c"] { try await client.add(id, .init(group: id == "b" ? "h" : "g")) }
            @Sendable func ids(_ group: String?, offset: Int = 0, limit: Int = 10) async throws -> [String] {
                try await broker.tasks(
                    in: "default", state: .aggregating, group: group, offset: offset, limit: limit
                ).map(\.id)
            }
            #expect(try await ids("g") == ["a", "c"])
            #expect(try await ids("g", offset: 1, limit: 1) == ["c"])
            #expect(try await ids("h") == ["b"])
            #expect(try await ids("none").isEmpty)
            #expect(try await ids(nil).sorted() == ["a", "b", "c"])
        }
    }

    @Test("the last page may be full, and the one behind it is empty", arguments: BrokerFixture.all)
    func lastPage(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let inspector = TaskQueueInspector(broker: broker)
            try await client.enqueue(
                (1000..<3000).map { TaskRequest(type: "t", payload: [], options: .init(taskID: "\($0)")) })
            @Sendable func page(_ number: Int) async throws -> [String] {
                try await inspector.tasks(in: "default", state: .pending, page: number, pageSize: 1000).map(\.id)
            }
            #expect(try await page(1) == (1000..<2000).map(String.init))
            #expect(try await page(2) == (2000..<3000).map(String.init))
            #expect(try await page(3).isEmpty)
            #expect(try await page(9_000_000_000_000_000).isEmpty)
            #expect(try await inspector.tasks(in: "default", state: .retry).isEmpty)
        }
    }
}

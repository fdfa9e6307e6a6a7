import Clocks
import TaskQueue
import Testing

@Suite("a broker replaces sets of tasks by one")
struct AggregationConformance {
    private let unique = TaskOptions(uniqueFor: .seconds(600), group: "g")

    private func task(_ id: String, uniqueFor: Duration? = nil) -> NewTask {
        NewTask(
            message: TaskMessage(
                id: id, type: "all", payload: [1], queue: "default", maxRetry: 3, timeout: .seconds(60)),
            uniqueFor: uniqueFor)
    }

    @Test("the task is there and the members are gone, in one step and once", arguments: BrokerFixture.all)
    func replace(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b", "c"] { try await client.add(id, .init(group: "g")) }
            let set = try await broker.set(.init(maxSize: 2))
            #expect(try await broker.replace(set, with: task("sum")))
            #expect(await codeThrown { _ = try await broker.task("a", in: "default") } == .notFound)
            #expect(await codeThrown { _ = try await broker.task("b", in: "default") } == .notFound)
            #expect(try await broker.task("c", in: "default").state == .aggregating)
            #expect(try await broker.take().map(\.message) == [task("sum").message])
            #expect(!(try await broker.replace(set, with: task("again"))))
            #expect(try await broker.take().isEmpty)
        }
    }

    @Test("without a task the members are only deleted", arguments: BrokerFixture.all)
    func drop(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", .init(group: "g"))
            #expect(try await broker.replace(try await broker.set(.init(maxSize: 1)), with: nil))
            #expect(try await broker.statistics(of: "default").size == 0)
        }
    }

    @Test("a task that is refused leaves the set as it was", arguments: BrokerFixture.all)
    func refused(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("taken")
            try await broker.enqueue([task("held", uniqueFor: .seconds(600))])
            try await client.add("a", unique)
            let set = try await broker.set(.init(maxSize: 1))
            #expect(await codeThrown { _ = try await broker.replace(set, with: task("taken")) } == .taskIDConflict)
            #expect(
                await codeThrown { _ = try await broker.replace(set, with: task("b", uniqueFor: .seconds(600))) }
                    == .duplicateTask)
            #expect(try await broker.task("a", in: "default").state == .aggregating)
            #expect(await codeThrown { try await client.add("c", unique) } == .duplicateTask)
            #expect(try await broker.replace(set, with: task("b")))
            #expect(try await broker.take().ids == ["taken", "held", "b"])
        }
    }

    @Test("the members of a set whose time is over go back to their places", arguments: BrokerFixture.all)
    func reclaim(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("z", .init(group: "g"))
            clock.advance(by: .seconds(1))
            try await client.add("a", .init(group: "g"))
            let set = try await broker.set(.init(maxSize: 1))
            #expect(set.tasks.map(\.id) == ["z"])
            clock.advance(by: .seconds(119))
            try await broker.reclaimSets(in: ["default"])
            #expect(try await broker.groupSizes(in: "default") == [GroupSize(group: "g", size: 1)])
            clock.advance(by: .seconds(2))
            try await broker.reclaimSets(in: ["other", "default"])
            #expect(try await broker.groupSizes(in: "default") == [GroupSize(group: "g", size: 2)])
            #expect(!(try await broker.replace(set, with: task("sum"))))
            #expect(await codeThrown { _ = try await broker.task("sum", in: "default") } == .notFound)
            #expect(try await broker.set(.init(maxSize: 2)).tasks.map(\.id) == ["z", "a"])
        }
    }

    @Test("a group whose only members were in a set is seen again when they come back", arguments: BrokerFixture.all)
    func reappears(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", .init(group: "g"))
            _ = try await broker.set(.init(maxSize: 1))
            #expect(try await broker.groups(in: "default").isEmpty)
            clock.advance(by: .seconds(121))
            try await broker.reclaimSets(in: ["default"])
            #expect(try await broker.groups(in: "default") == ["g"])
        }
    }

    @Test("the lock of a unique member ends when its set is replaced or it is deleted", arguments: BrokerFixture.all)
    func locks(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", unique)
            #expect(await codeThrown { try await client.add("b", unique) } == .duplicateTask)
            #expect(try await broker.replace(try await broker.set(.init(maxSize: 1)), with: task("sum")))
            try await client.add("c", unique)
            #expect(try await broker.replace(try await broker.set(.init(maxSize: 1)), with: nil))
            try await client.add("d", unique)
            try await broker.delete("d", in: "default")
            try await client.add("e", unique)
        }
    }

    @Test("nobody else touches a task while it is being aggregated", arguments: BrokerFixture.all)
    func untouched(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", .init(group: "g"))
            let set = try await broker.set(.init(maxSize: 1))
            #expect(await codeThrown { try await broker.run("a", in: "default") } == .wrongState)
            #expect(await codeThrown { try await broker.archive("a", in: "default") } == .wrongState)
            #expect(await codeThrown { try await broker.delete("a", in: "default") } == .wrongState)
            for operation in BulkOperation.allCases {
                #expect(try await broker.apply(operation, in: "default", state: .aggregating, group: "g") == 0)
            }
            #expect(await codeThrown { try await client.add("a") } == .taskIDConflict)
            #expect(try await broker.replace(set, with: nil))
        }
    }

    @Test("a queue that is deleted takes its sets with it, but only by force", arguments: BrokerFixture.all)
    func deleteQueue(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", .init(group: "g"))
            let set = try await broker.set(.init(maxSize: 1))
            #expect(await codeThrown { try await broker.deleteQueue("default", force: false) } == .wrongState)
            try await broker.deleteQueue("default", force: true)
            #expect(!(try await broker.replace(set, with: task("sum"))))
            clock.advance(by: .seconds(121))
            try await broker.reclaimSets(in: ["default"])
            #expect(try await broker.groups(in: "default").isEmpty)
        }
    }
}

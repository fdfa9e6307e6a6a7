import Clocks
import TaskQueue
import Testing

@Suite("a broker hands out tasks")
struct DequeueConformance {
    @Test("first in, first out, also within one instant", arguments: BrokerFixture.all)
    func order(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b", "c"] { try await client.add(id) }
            clock.advance(by: .nanoseconds(1))
            try await client.add("d")
            #expect(try await broker.take(3).map(\.message.id) == ["a", "b", "c"])
            #expect(try await broker.take().map(\.message.id) == ["d"])
            #expect(try await broker.take().isEmpty)
        }
    }

    @Test("queues are emptied in the order they are given in, up to the limit", arguments: BrokerFixture.all)
    func queues(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["l1", "l2"] { try await client.add(id, .init(queue: "low")) }
            for id in ["h1", "h2"] { try await client.add(id, .init(queue: "high")) }
            #expect(try await broker.take(3, from: ["high", "none", "low"]).map(\.message.id) == ["h1", "h2", "l1"])
        }
    }

    @Test("a paused queue hands out nothing until it is resumed", arguments: BrokerFixture.all)
    func pause(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await broker.pause("default")
            #expect(await codeThrown { try await broker.pause("default") } == .wrongState)
            #expect(try await broker.take().isEmpty)
            #expect(try await broker.statistics(of: "default").pausedAt == clock.now)
            try await broker.resume("default")
            #expect(await codeThrown { try await broker.resume("default") } == .wrongState)
            #expect(try await broker.take().count == 1)
        }
    }

    @Test("200 concurrent enqueues and 20 consumers: each task is handed out once", arguments: BrokerFixture.all)
    func concurrency(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask { try await client.add("\(number)") }
                }
                try await group.waitForAll()
            }
            let taken = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        var ids: [String] = []
                        while case let tasks = try await broker.take(3), !tasks.isEmpty {
                            ids += tasks.map(\.message.id)
                            let lost = try await broker.settle(tasks.map { TaskOutcome($0, .done) })
                            #expect(lost.isEmpty)
                        }
                        return ids
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.count == 200)
            #expect(Set(taken).count == 200)
            #expect(try await broker.statistics(of: "default").today.processed == 200)
        }
    }

    @Test(
        "a signal follows each change that readies or schedules a task", .timeLimit(.minutes(10)),
        arguments: BrokerFixture.all)
    func signals(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            var ready = broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            var scheduled = broker.signals(.scheduled, in: ["default"]).makeAsyncIterator()
            try await client.add("a")
            try #require(await ready.next() != nil)
            try await client.add("b", .init(processIn: .seconds(1)))
            try #require(await scheduled.next() != nil)
            clock.advance(by: .seconds(1))
            _ = try await broker.forwardDue(in: ["default"])
            try #require(await ready.next() != nil)
            let tasks = try await broker.take()
            _ = try await broker.settle(tasks[0], .requeue)
            try #require(await ready.next() != nil)
            _ = try await broker.settle(tasks[1], .retry(at: clock.now + .seconds(1), error: "e", isFailure: true))
            try #require(await scheduled.next() != nil)
            try await broker.run("b", in: "default")
            try #require(await ready.next() != nil)
        }
    }

    @Test("a look for no tasks takes none", arguments: BrokerFixture.all)
    func nothing(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a")
            #expect(try await broker.take(0).isEmpty)
            #expect(try await broker.take(10, from: []).isEmpty)
            #expect(try await broker.take().ids == ["a"])
        }
    }

    @Test("a queue may have any name", arguments: BrokerFixture.all)
    func names(fixture: BrokerFixture) async throws {
        let names = [
            "süß", "队列 🏡", "a b", "q:1", "*?[a]", "{x}", "a'b\"c", #"%s\n$1"#, "UPPER", "upper", "upper ",
        ]
        try await fixture.run { broker, client, clock in
            for queue in names {
                try await client.add("ü:{1}", type: "t:ü *", .init(queue: queue, uniqueFor: .seconds(60)))
            }
            #expect(try await broker.queues().sorted() == names.sorted())
            for queue in names {
                let task = try #require(try await broker.take(from: [queue]).first)
                #expect(task.message.queue == queue)
                #expect(task.message.id == "ü:{1}")
                try await broker.settle(task, .retry(at: clock.now, error: "e", isFailure: true))
                _ = try await broker.forwardDue(in: [queue])
                #expect(try await broker.statistics(of: queue).counts == [.pending: 1])
                try await broker.pause(queue)
                #expect(try await broker.take(from: [queue]).isEmpty)
                try await broker.resume(queue)
            }
            #expect(try await broker.take(50, from: names).map(\.lease.queue) == names)
        }
    }
}

import Clocks
import TaskQueue
import Testing

@Suite("an inspector looks into a broker")
struct InspectionConformance {
    @Test("counts, latency and history", arguments: BrokerFixture.all)
    func statistics(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let inspector = TaskQueueInspector(broker: broker)
            try await client.add("a")
            _ = try await broker.settle(try await broker.take()[0], .archive(error: "e"))
            clock.advance(by: .seconds(86_400))
            try await client.add("b")
            try await client.add("c", .init(processIn: .seconds(5)))
            clock.advance(by: .milliseconds(250))
            let statistics = try await inspector.statistics(of: "default")
            #expect(statistics.counts == [.archived: 1, .pending: 1, .scheduled: 1])
            #expect(statistics.latency == .milliseconds(250))
            #expect(!statistics.isPaused)
            #expect((statistics.processedTotal, statistics.failedTotal) == (1, 1))
            let history = try await inspector.history(of: "default", days: 3)
            #expect(history.map(\.processed) == [0, 1, 0])
            #expect(history.map(\.failed) == [0, 1, 0])
            #expect(try await inspector.queues() == ["default"])
        }
    }

    @Test("pages follow one another", arguments: BrokerFixture.all)
    func pages(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let inspector = TaskQueueInspector(broker: broker)
            for number in 1...5 { try await client.add("\(number)") }
            @Sendable func page(_ number: Int) async throws -> [String] {
                try await inspector.tasks(in: "default", state: .pending, page: number, pageSize: 2).map(\.id)
            }
            #expect(try await page(1) == ["1", "2"])
            #expect(try await page(3) == ["5"])
            #expect(try await page(4) == [])
            for (page, size) in [(0, 1), (1, 0), (1, 1001), (Int.max, 1000)] {
                #expect(
                    await codeThrown {
                        _ = try await inspector.tasks(in: "default", state: .pending, page: page, pageSize: size)
                    } == .invalidOption)
            }
        }
    }

    @Test("what is not there is said to be missing", arguments: BrokerFixture.all)
    func missing(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a")
            let inspector = TaskQueueInspector(broker: broker)
            let calls: [@Sendable () async throws -> Void] = [
                { _ = try await inspector.statistics(of: "none") },
                { _ = try await inspector.history(of: "none", days: 1) },
                { _ = try await inspector.tasks(in: "none", state: .pending) },
                { _ = try await inspector.task("none", in: "default") },
                { try await inspector.run("none", in: "default") },
                { try await inspector.archive("none", in: "default") },
                { try await inspector.delete("none", in: "default") },
                { try await inspector.pause("none") },
                { try await inspector.resume("none") },
                { try await inspector.deleteQueue("none") },
            ]
            for call in calls { #expect(await codeThrown(by: call) == .notFound) }
        }
    }

    @Test("operations that a task's state does not allow are refused", arguments: BrokerFixture.all)
    func wrongState(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let inspector = TaskQueueInspector(broker: broker)
            try await client.add("a")
            #expect(await codeThrown { try await inspector.run("a", in: "default") } == .wrongState)
            _ = try await broker.take()
            for call: @Sendable () async throws -> Void in [
                { try await inspector.run("a", in: "default") },
                { try await inspector.archive("a", in: "default") },
                { try await inspector.delete("a", in: "default") },
                { try await inspector.deleteQueue("default", force: true) },
            ] {
                #expect(await codeThrown(by: call) == .wrongState)
            }
        }
    }

    @Test("a queue is deleted when it is empty, or by force, with all that belongs to it", arguments: BrokerFixture.all)
    func deleteQueue(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let inspector = TaskQueueInspector(broker: broker)
            try await client.add("a", .init(uniqueFor: .seconds(60)))
            #expect(
                await codeThrown { try await inspector.deleteQueue("default") }
                    == .wrongState)
            try await inspector.deleteQueue("default", force: true)
            #expect(try await inspector.queues().isEmpty)
            // It comes back with the next task, and without the old one's lock.
            try await client.add("a", .init(uniqueFor: .seconds(60)))
            #expect(try await inspector.queues() == ["default"])
        }
    }

    @Test("a scheduled task runs at once when told to", arguments: BrokerFixture.all)
    func run(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", .init(processIn: .seconds(600)))
            try await broker.run("a", in: "default")
            #expect(try await broker.take().map(\.message.id) == ["a"])
        }
    }
}

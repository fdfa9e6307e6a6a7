import Clocks
import TaskQueue
import Testing

@Suite("a broker stores tasks")
struct EnqueueConformance {
    @Test("a task comes back as it was enqueued", arguments: BrokerFixture.all)
    func roundTrip(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let options = TaskOptions(
                maxRetry: 3, timeout: .milliseconds(500), deadline: clock.now + .seconds(60), retention: .seconds(5),
                headers: ["trace": "ü"])
            let info = try await client.add("äid", type: "täsk", payload: "\u{1}ÿ", options)
            let task = try #require(try await broker.take().first)
            #expect(task.message == info.message)
            #expect(task.message.timeout == .milliseconds(500))
            #expect(task.message.headers == ["trace": "ü"])
            #expect(task.lease.expiresAt == clock.now + .seconds(30))
        }
    }

    @Test("defaults: queue default, 25 retries, 30 minutes", arguments: BrokerFixture.all)
    func defaults(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let info = try await client.enqueue(type: "t", payload: [])
            #expect(info.state == .pending)
            #expect(info.queue == "default")
            #expect(!info.id.isEmpty)
            #expect(info.message.maxRetry == 25)
            #expect(info.message.timeout == .seconds(1800))
            let onlyDeadline = try await client.add("d", .init(deadline: clock.now + .seconds(1)))
            #expect(onlyDeadline.message.timeout == nil)
            #expect(try await broker.task(info.id, in: "default") == info)
        }
    }

    @Test("a second task of the same id is refused, in whatever state the first is", arguments: BrokerFixture.all)
    func conflict(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", .init(retention: .seconds(60)))
            #expect(await codeThrown { try await client.add("a") } == .taskIDConflict)
            let task = try await broker.take()[0]
            #expect(await codeThrown { try await client.add("a") } == .taskIDConflict)
            _ = try await broker.settle(task, .completed(result: nil))
            #expect(await codeThrown { try await client.add("a") } == .taskIDConflict)
            try await client.add("a", .init(queue: "other"))
        }
    }

    @Test("of a batch with one conflict nothing is stored", arguments: BrokerFixture.all)
    func batch(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("b")
            let requests = ["a", "b", "c"].map {
                TaskRequest(
                    type: "t", payload: [], options: .init(taskID: $0, uniqueFor: $0 == "a" ? .seconds(9) : nil))
            }
            #expect(
                await codeThrown { _ = try await client.enqueue(requests) }
                    == .taskIDConflict)
            #expect(try await broker.take().map(\.message.id) == ["b"])
            // Nor is the lock of the first one left.
            let infos = try await client.enqueue([requests[0], requests[2]])
            #expect(infos.map(\.id) == ["a", "c"])
            #expect(try await client.enqueue([]).isEmpty)
        }
    }

    @Test("a due time in the past is now, one in the future is kept to the nanosecond", arguments: BrokerFixture.all)
    func dueTimes(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            #expect(try await client.add("past", .init(processAt: clock.now - .seconds(1))).state == .pending)
            let due = clock.now + .nanoseconds(1_000_000_001)
            let info = try await client.add("future", .init(processAt: due))
            #expect(info.state == .scheduled)
            #expect(try await broker.task("future", in: "default").nextProcessAt == due)
            clock.set(to: due - .nanoseconds(1))
            #expect(try await broker.forwardDue(in: ["default"]) == due)
            clock.set(to: due)
            #expect(try await broker.forwardDue(in: ["default"]) == nil)
            #expect(try await broker.take().map(\.message.id) == ["past", "future"])
        }
    }

    @Test("a claim is taken once, whatever becomes of the task, and until it expires", arguments: BrokerFixture.all)
    func claims(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            @Sendable func task(_ id: String) -> NewTask {
                NewTask(
                    message: TaskMessage(id: id, type: "t", payload: [], queue: "default", maxRetry: 0),
                    claim: .init(name: "tick", duration: .seconds(10)))
            }
            try await broker.enqueue([task("a")])
            _ = try await broker.settle(try await broker.take()[0], .done)
            #expect(
                await codeThrown { try await broker.enqueue([task("b")]) }
                    == .duplicateTask)
            clock.advance(by: .seconds(10))
            try await broker.enqueue([task("c")])
        }
    }
}

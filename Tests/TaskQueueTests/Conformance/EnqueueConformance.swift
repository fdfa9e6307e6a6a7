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
            clock.advance(by: .seconds(1))
            let task = try #require(try await broker.take().first)
            #expect(task.pendingSince == clock.now - .seconds(1))
            #expect(task.crashCount == 0)
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

    @Test("a due time in the past is now, one in the future is kept to the microsecond", arguments: BrokerFixture.all)
    func dueTimes(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            #expect(try await client.add("past", .init(processAt: clock.now - .seconds(1))).state == .pending)
            let due = clock.now + .microseconds(1_000_001)
            let info = try await client.add("future", .init(processAt: due))
            #expect(info.state == .scheduled)
            #expect(try await broker.task("future", in: "default").nextProcessAt == due)
            clock.set(to: due - .microseconds(1))
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
            try await fixture.pass(.seconds(10), on: clock, for: broker)
            try await broker.enqueue([task("c")])
        }
    }

    @Test("a batch fills several queues, or none of them", arguments: BrokerFixture.all)
    func queues(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let queues = ["a", "b", "c"]
            @Sendable func requests(_ id: String) -> [TaskRequest] {
                queues.map { TaskRequest(type: "t", payload: [], options: .init(queue: $0, taskID: id)) }
            }
            try await client.add("taken", .init(queue: "c"))
            #expect(await codeThrown { _ = try await client.enqueue(requests("taken")) } == .taskIDConflict)
            #expect(try await broker.queues() == ["c"])
            try await client.enqueue(requests("free"))
            #expect(
                try await broker.take(from: queues).map { "\($0.lease.queue) \($0.message.id)" } == [
                    "a free", "b free", "c taken", "c free",
                ])
        }
    }

    @Test("a batch of one id twice is refused as a whole", arguments: BrokerFixture.all)
    func twice(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let request = TaskRequest(type: "t", payload: [], options: .init(taskID: "a"))
            #expect(await codeThrown { _ = try await client.enqueue([request, request]) } == .taskIDConflict)
            #expect(try await broker.take().isEmpty)
            try await client.enqueue(request)
        }
    }

    @Test("a batch of one unique payload twice is refused as a whole", arguments: BrokerFixture.all)
    func uniqueTwice(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let request = TaskRequest(type: "t", payload: [1], options: .init(uniqueFor: .seconds(60)))
            #expect(await codeThrown { _ = try await client.enqueue([request, request]) } == .duplicateTask)
            #expect(try await broker.take().isEmpty)
            try await client.enqueue(request)
        }
    }
}

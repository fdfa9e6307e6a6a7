import Clocks
import Redis
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("tasks are stored in one step")
struct EnqueueTests {
    @Test("of a refused batch nothing is left: no task, lock, claim or queue", arguments: ["id", "lock", "claim"])
    func refused(reason: String) async throws {
        try await BrokerHarness.run { harness in
            let taken = NewTask(
                message: TaskMessage(id: "taken", type: "u", payload: [1], queue: "default", maxRetry: 0),
                uniqueFor: .seconds(60), claim: .init(name: "taken", duration: .seconds(60)))
            try await harness.broker.enqueue([taken])
            let before = try await harness.keys()
            var last = NewTask(message: TaskMessage(id: "c", type: "t", payload: [], queue: "default", maxRetry: 0))
            switch reason {
            case "id": last.message.id = "taken"
            case "lock":
                last.message.type = "u"
                last.message.payload = [1]
                last.uniqueFor = .seconds(60)
            default: last.claim = taken.claim
            }
            let batch = ["a", "b"].map { id in
                NewTask(
                    message: TaskMessage(id: id, type: "t", payload: Array(id.utf8), queue: "new", maxRetry: 0),
                    processAt: id == "b" ? .distantFuture : nil, uniqueFor: .seconds(60),
                    claim: .init(name: id, duration: .seconds(60)))
            }
            let error = try await failure { try await harness.broker.enqueue(batch + [last]) }
            #expect(error.code == (reason == "id" ? .taskIDConflict : .duplicateTask))
            #expect(try await harness.keys() == before)
            #expect(try await harness.broker.queues() == ["default"])
        }
    }

    @Test("a claim and a lock end when they are said to")
    func lifetimes() async throws {
        try await BrokerHarness.run { harness in
            var task = NewTask(
                message: TaskMessage(id: "a", type: "t", payload: [], queue: "default", maxRetry: 0),
                uniqueFor: .milliseconds(1_500), claim: .init(name: "tick", duration: .nanoseconds(1)))
            let begun = ContinuousClock.now
            task.processAt = harness.broker.clock.now + .seconds(10)
            try await harness.broker.enqueue([task])
            let lock = try await harness.send("PTTL", "asynq:{default}:unique:t:").int ?? 0
            // On a busy machine a while has passed since, and the two clocks are known to agree less well.
            let passed = Int64(begun.duration(to: .now) / .milliseconds(1)) + 1
            #expect((11_000 - passed...11_500).contains(lock))
            let claim = try await harness.send("PTTL", "asynq:{default}:claim:tick").int ?? 0
            #expect(claim <= 1)
        }
    }

    @Test("a queue that another process has deleted is seen again within seconds")
    func registration() {
        let registrations = QueueRegistrations()
        #expect(registrations.missing(of: ["p", "q"]) == ["p", "q"])
        registrations.add(["p"])
        #expect(registrations.missing(of: ["p", "q"]) == ["q"])
        registrations.remove("p")
        #expect(registrations.missing(of: ["p"]) == ["p"])
    }

    @Test("a queue that this process has deleted is seen again at once")
    func deleted() async throws {
        try await BrokerHarness.run { harness in
            try await harness.add("a")
            try await harness.broker.deleteQueue("default", force: true)
            try await harness.add("a")
            #expect(try await harness.broker.queues() == ["default"])
        }
    }

    @Test(
        "names may hold anything, line ends too",
        arguments: ["a\r\nb", "*1\r\n$4\r\nPING", "}", "{", "ü", "\u{1}", " "])
    func oddNames(name: String) async throws {
        try await BrokerHarness.run { harness in
            let message = TaskMessage(
                id: name, type: name, payload: Array(name.utf8), queue: name, maxRetry: 1, timeout: .seconds(1))
            try await harness.broker.enqueue([NewTask(message: message, uniqueFor: .seconds(60))])
            let task = try #require(try await harness.take(from: name).tasks.first)
            #expect(task.message.id == name)
            #expect(task.message.type == name)
            #expect(try await harness.broker.settle([TaskOutcome(task, .done)]).isEmpty)
            #expect(try await harness.broker.queues() == [name])
            let suffixes = ["processed", "processed:\(harness.broker.clock.now.dayName)"]
            #expect(try await harness.keys() == Set(["asynq:queues"] + suffixes.map { "asynq:{\(name)}:\($0)" }))
        }
    }

    @Test("tasks of 10 MB are handed out a few at a time")
    func large() async throws {
        try await BrokerHarness.run { harness in
            let payload = [UInt8](repeating: 0xFF, count: 10_000_000)
            for number in 0..<4 {
                try await harness.client.enqueue(type: "t", payload: payload, options: .init(taskID: "\(number)"))
            }
            var ids: [String] = []
            while ids.count < 4 {
                let tasks = try await harness.take().tasks
                try #require((1...2).contains(tasks.count))
                for task in tasks {
                    let isWhole = task.message.payload == payload
                    #expect(isWhole)
                }
                ids += tasks.map(\.message.id)
                #expect(try await harness.broker.settle(tasks.map { TaskOutcome($0, .done) }).isEmpty)
            }
            #expect(ids == ["0", "1", "2", "3"])
        }
    }
}

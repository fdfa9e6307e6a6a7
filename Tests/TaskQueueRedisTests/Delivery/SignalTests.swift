import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing
import TestSupport

@Suite("a worker that waits learns of what others do", .timeLimit(.minutes(10)))
struct SignalTests {
    /// How long it takes from `action` until the signal has come and the look that it asks for is over.
    private func latency(
        _ signals: inout AsyncStream<Void>.Iterator, of action: () async throws -> Void,
        until look: () async throws -> Bool
    ) async throws -> Duration {
        let start = ContinuousClock.now
        try await action()
        while try await !look() { try #require(await signals.next() != nil) }
        return ContinuousClock.now - start
    }

    @Test("a task that a foreign client enqueues is there well before the next check")
    func foreignTask() async throws {
        try await BrokerHarness.run { harness in
            var ready = harness.broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            var latencies: [Duration] = []
            for number in 0..<20 {
                #expect(try await harness.take().tasks.isEmpty)
                let latency = try await latency(&ready) {
                    try await harness.addForeign("\(number)")
                } until: {
                    let tasks = try await harness.take().tasks
                    _ = try await harness.broker.settle(tasks.map { TaskOutcome($0, .done) })
                    return !tasks.isEmpty
                }
                latencies.append(latency)
            }
            // Of checks alone, each would come as long after the last as checks are apart, once the first have been met by
            // chance. Other tests keep the machine busy: the quickest tells what it takes.
            #expect(try #require(latencies.suffix(10).min()) < harness.broker.checkInterval / 2)
        }
    }

    @Test("so is one of the first queue of several, or of the last", arguments: ["p", "q", "r"])
    func severalQueues(queue: String) async throws {
        try await BrokerHarness.run { harness in
            let queues = ["p", "q", "r"]
            let request = DequeueRequest(queues: queues, limit: 5, leaseDuration: .seconds(30))
            var ready = harness.broker.signals(.ready, in: queues).makeAsyncIterator()
            #expect(try await harness.broker.dequeue(request) == Delivery())
            _ = try await latency(&ready) {
                try await harness.addForeign("a", to: queue)
            } until: {
                try await !harness.broker.dequeue(request).tasks.isEmpty
            }
        }
    }

    @Test("a paused queue that is resumed by others is worked on again")
    func resumed() async throws {
        try await BrokerHarness.run { harness in
            var ready = harness.broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            try await harness.addForeign("a")
            try await harness.send("SET", "asynq:{default}:paused", "1893456000")
            #expect(try await harness.take().tasks.isEmpty)
            _ = try await latency(&ready) {
                try await harness.send("DEL", "asynq:{default}:paused")
            } until: {
                try await !harness.take().tasks.isEmpty
            }
        }
    }

    @Test("looks at a paused queue that has tasks cause no signals")
    func paused() async throws {
        try await BrokerHarness.run { harness in
            try await harness.addForeign("a")
            try await harness.send("SET", "asynq:{default}:paused", "1893456000")
            let signals = Collector<Void>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                let stream = harness.broker.signals(.ready, in: ["default"])
                group.addTask { for await _ in stream { signals.append(()) } }
                // The first says that the watch has begun.
                await signals.wait(for: 1)
                for _ in 0..<3 {
                    let before = try await lookups(harness)
                    #expect(try await harness.take().tasks.isEmpty)
                    try await eventually("the watch has looked") { try await lookups(harness) >= before + 3 }
                }
                try await harness.send("DEL", "asynq:{default}:paused")
                await signals.wait(for: 2)
                group.cancelAll()
            }
            #expect(signals.values.count == 2)
        }
    }

    /// How often the server was asked whether a key exists.
    private func lookups(_ harness: BrokerHarness) async throws -> Int {
        let statistics = try await harness.send("INFO", "commandstats").string ?? ""
        let name = "cmdstat_exists:calls="
        let line = statistics.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.dropFirst(name.count).prefix { $0.isNumber }) } ?? 0
    }

    @Test("a task that a foreign client schedules is looked at before the next check")
    func foreignSchedule() async throws {
        try await BrokerHarness.run { harness in
            try await harness.add("later", .init(processIn: .seconds(600)))
            var scheduled = harness.broker.signals(.scheduled, in: ["default"]).makeAsyncIterator()
            let due = try await harness.broker.forwardDue(in: ["default"])
            let sooner = try #require(due) - .seconds(60)
            _ = try await latency(&scheduled) {
                try await harness.send("ZADD", "asynq:{default}:scheduled", "\(sooner.seconds)", "sooner")
            } until: {
                try await harness.broker.forwardDue(in: ["default"])?.seconds == sooner.seconds
            }
        }
    }

    @Test("a server that restarts wakes who waits")
    func restart() async throws {
        try await BrokerHarness.run(options: .init(appendOnly: true)) { harness in
            var ready = harness.broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            try #require(await ready.next() != nil)
            #expect(try await harness.take().tasks.isEmpty)
            try await harness.server.restart()
            try #require(await ready.next() != nil)
            // And then signals come as before.
            try await eventually("the server is back") {
                do {
                    return try await harness.take().tasks.isEmpty
                } catch let error as TaskQueueError where error.isRetryable {
                    return false
                }
            }
            _ = try await latency(&ready) {
                try await harness.addForeign("a")
            } until: {
                try await !harness.take().tasks.isEmpty
            }
        }
    }

    @Test("nothing is watched once nobody waits")
    func ended() async throws {
        try await BrokerHarness.run { harness in
            func connections() async throws -> Int {
                let list = try await harness.send("CLIENT", "LIST").string ?? ""
                return list.split(whereSeparator: \.isNewline).count
            }
            let before = try await connections()
            try await withThrowingTaskGroup(of: Void.self) { group in
                let signals = harness.broker.signals(.ready, in: ["default"])
                group.addTask { for await _ in signals {} }
                try await eventually("a connection watches") { try await connections() == before + 1 }
                group.cancelAll()
            }
            try await eventually("it is closed") { try await connections() == before }
        }
    }
}

import Clocks
import Redis
import TaskQueue
@testable import TaskQueueRedis
import Testing

@Suite("a queue in Redis is deleted", .serialized, .sharedRedis)
struct DeleteQueueTests {
    @Test("with tasks in every state, counters, locks and all that is ours, and no other queue's")
    func everything() async throws {
        let harness = try await OperatorHarness()
        let queue = "odd*[q]?\\^"
        try await harness.fill(queue)
        try await harness.add("other", .init(queue: "oddXq", uniqueFor: .seconds(60)))
        let others = try await harness.keys().filter { $0.hasPrefix("asynq:{oddXq}") }
        try await harness.broker.deleteQueue(queue, force: true)
        #expect(try await harness.keys() == others.union(["asynq:queues"]))
        #expect(try await harness.broker.queues() == ["oddXq"])
    }

    @Test("an empty one goes with its counters, without force")
    func empty() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a")
        _ = try await harness.broker.settle(try await harness.take().map { TaskOutcome($0, .done) })
        try await harness.broker.pause("default")
        try await harness.broker.deleteQueue("default", force: false)
        #expect(try await harness.keys().isEmpty)
    }

    @Test("one with active tasks stays as it is, and so does one with any tasks unless by force")
    func refused() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a")
        _ = try await harness.take()
        for id in ["b", "c"] { try await harness.add(id, .init(uniqueFor: id == "b" ? .seconds(60) : nil)) }
        let before = try await harness.keys()
        #expect(await codeThrown { try await harness.broker.deleteQueue("default", force: true) } == .wrongState)
        #expect(await codeThrown { try await harness.broker.deleteQueue("default", force: false) } == .wrongState)
        #expect(await codeThrown { try await harness.broker.deleteQueue("none", force: true) } == .notFound)
        #expect(try await harness.keys() == before)
        for option: TaskOptions in [
            .init(queue: "q1", processIn: .seconds(9)), .init(queue: "q2", group: "g"), .init(queue: "q3"),
        ] {
            try await harness.add("x", option)
            let queue = option.queue ?? ""
            #expect(await codeThrown { try await harness.broker.deleteQueue(queue, force: false) } == .wrongState)
        }
    }

    @Test("what a deletion that was cut short left is deleted by the next")
    func resumed() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("locked", .init(uniqueFor: .seconds(60)))
        for number in 0..<5 { try await harness.add("\(number)", .init(group: "g\(number)")) }
        _ = try await harness.broker.evaluate(DeletionScripts.retire, in: "default", ["1", "cut short"])
        #expect(try await harness.keys().contains("asynq:{default}:deleted"))
        try await harness.broker.deleteQueue("default", force: false)
        #expect(try await harness.keys().isEmpty)
    }

    @Test("hashes and locks whose task is nowhere go with it")
    func leaks() async throws {
        let harness = try await OperatorHarness()
        try await harness.send("SADD", "asynq:queues", "default")
        for state in ["archived", "pending", "aggregating", "nonsense"] {
            try await harness.send("HSET", "asynq:{default}:t:\(state)", "msg", "x", "state", state)
        }
        try await harness.send("SET", "asynq:{default}:t:text", "x")
        try await harness.send("SET", "asynq:{default}:unique:t:abc", "gone")
        try await harness.send("LPUSH", "asynq:{default}:unique:t:def", "x")
        try await harness.broker.deleteQueue("default", force: false)
        #expect(try await harness.keys().isEmpty)
    }
}

extension OperatorHarness {
    /// Puts a task in each state but active into a queue, and everything else that a queue has.
    fileprivate func fill(_ queue: String) async throws {
        for id in ["done", "kept", "again", "dead", "broken", "p"] {
            try await add(id, .init(queue: queue, uniqueFor: id == "p" ? .seconds(60) : nil, retention: .seconds(60)))
        }
        try await send("HSET", "asynq:{\(queue)}:t:broken", "msg", "\u{FF}")
        let limit = TaskLimit(concurrency: 10, rate: .init(100, per: .seconds(1), burst: 100))
        let request = DequeueRequest(queues: [queue], limit: 5, leaseDuration: .seconds(30), limits: ["t": limit])
        let delivery = try await broker.dequeue(request)
        #expect(delivery.unreadable.count == 1)
        let transitions: [TaskOutcome.Transition] = [
            .done, .completed(result: [1]), .retry(at: clock.now + .milliseconds(90_001), error: "e", isFailure: true),
            .archive(error: "e"),
        ]
        #expect(try await broker.settle(zip(delivery.tasks, transitions).map { TaskOutcome($0, $1) }).isEmpty)
        for id in ["g1", "g2"] { try await add(id, .init(queue: queue, group: id)) }
        _ = try await broker.takeSet(from: "g1", in: queue, policy: .init(maxSize: 1), for: .seconds(120))
        try await add("s", .init(queue: queue, processIn: .milliseconds(1500)))
        try await broker.pause(queue)
        let counts = try await broker.statistics(of: queue).counts
        #expect(Set(counts.keys) == Set(TaskState.allCases).subtracting([.active]))
    }
}

import Clocks
import Redis
import TaskQueue
import TestSupport
import Testing

@testable import TaskQueueRedis

@Suite("when Redis fails", .timeLimit(.minutes(10)))
struct BrokerFaultTests {
    @Test("a server that is down at the start is named, and may be tried again")
    func downAtStart() async throws {
        try await withRedis { server in
            try await server.kill()
            try await withClient(server) { client in
                let error = try await failure { _ = try await RedisBroker(client: client, logger: quietLogger) }
                #expect(error.code == .unavailable)
                #expect("\(error)".contains("127.0.0.1:\(server.port)"))
            }
        }
    }

    @Test("a server that evicts is refused at the start")
    func evicting() async throws {
        try await withRedis(.init(arguments: ["--maxmemory", "100mb", "--maxmemory-policy", "volatile-ttl"])) {
            server in
            try await withClient(server) { client in
                let error = try await failure { _ = try await RedisBroker(client: client, logger: quietLogger) }
                #expect(error.code == .brokerFailure)
                #expect(error.message.contains("volatile-ttl"))
            }
        }
    }

    @Test("a user who may not ask the server about itself can use the queue")
    func noInfo() async throws {
        try await withRedis { server in
            try await withClient(server) { admin in
                _ = try await admin.send(
                    RedisCommand("ACL", "SETUSER", "worker", "on", ">secret", "~asynq:*", "&*", "+@all", "-info"))
            }
            let configuration = try RedisConfiguration(url: "redis://worker:secret@127.0.0.1:\(server.port)")
            let client = RedisClient(configuration: configuration, logger: quietLogger)
            let broker = try await RedisBroker(client: client, logger: quietLogger)
            try await TaskQueueClient(broker: broker).enqueue(type: "t", payload: [])
            let delivery = try await broker.dequeue(.init(queues: ["default"], limit: 1, leaseDuration: .seconds(30)))
            await client.shutdown()
            #expect(delivery.tasks.count == 1)
        }
    }

    @Test("scripts that the server has forgotten are sent again")
    func noScript() async throws {
        try await BrokerHarness.run { harness in
            for round in 0..<3 {
                try await harness.send("SCRIPT", "FLUSH")
                try await harness.add("\(round)")
                try await harness.send("SCRIPT", "FLUSH")
                let task = try #require(try await harness.take().tasks.first)
                try await harness.send("SCRIPT", "FLUSH")
                #expect(try await harness.broker.settle([TaskOutcome(task, .done)]).isEmpty)
            }
        }
    }

    @Test(
        "a key of another type is named, and nothing has changed",
        arguments: ["pending", "active", "lease", "retry", "due"])
    func wrongType(name: String) async throws {
        try await BrokerHarness.run { harness in
            let key = "asynq:{default}:\(name)"
            try await harness.add("a")
            if ["retry", "due"].contains(name) {
                let task = try await harness.take().tasks[0]
                try await harness.send("SET", key, "x")
                let due = harness.broker.clock.now + .milliseconds(1_500)
                let error = try await failure {
                    _ = try await harness.broker.settle([
                        TaskOutcome(task, .retry(at: due, error: "e", isFailure: true))
                    ])
                }
                #expect(error.code == .brokerFailure)
                #expect(error.message.contains("the key «\(key)» is a string, not a zset"))
                #expect(try await harness.send("LLEN", "asynq:{default}:active").int == 1)
                #expect(try await harness.send("ZCARD", "asynq:{default}:lease").int == 1)
                try await harness.send("DEL", key)
                #expect(try await harness.broker.settle([TaskOutcome(task, .done)]).isEmpty)
            } else {
                try await harness.send("DEL", key)
                try await harness.send("SET", key, "x")
                let error = try await failure {
                    if name == "pending" { try await harness.add("b") } else { _ = try await harness.take() }
                }
                #expect(error.code == .brokerFailure)
                #expect(error.message.contains("the key «\(key)» is a string"))
                #expect(try await harness.send("EXISTS", "asynq:{default}:t:b").int == 0)
                #expect(try await harness.send("HGET", "asynq:{default}:t:a", "state").string == "pending")
                if name != "pending" { #expect(try await harness.send("LLEN", "asynq:{default}:pending").int == 1) }
            }
        }
    }

    @Test("a full server takes no new tasks, and those it has can be worked off")
    func outOfMemory() async throws {
        try await BrokerHarness.run { harness in
            for id in ["a", "b", "c", "d"] { try await harness.add(id, .init(retention: .seconds(60))) }
            try await harness.send("CONFIG", "SET", "maxmemory", "1")
            let refusal = try await failure { try await harness.add("e") }
            #expect(refusal.code == .unavailable)
            let tasks = try await harness.take().tasks
            #expect(tasks.map(\.message.id) == ["a", "b", "c", "d"])
            let transitions: [TaskOutcome.Transition] = [
                .done, .completed(result: [1]), .retry(at: .distantFuture, error: "e", isFailure: true),
                .archive(error: "e"),
            ]
            #expect(try await harness.broker.settle(zip(tasks, transitions).map { TaskOutcome($0, $1) }).isEmpty)
            let statistics = try await harness.broker.statistics(of: "default")
            #expect(statistics.counts == [.completed: 1, .retry: 1, .archived: 1])
            #expect(statistics.today.processed == 4)
            try await harness.send("CONFIG", "SET", "maxmemory", "0")
            try await harness.add("e")
        }
    }

    @Test("while the server is away calls fail as unavailable, and then succeed again with all there was")
    func restart() async throws {
        try await BrokerHarness.run(options: .init(appendOnly: true)) { harness in
            try await harness.add("a")
            let task = try await harness.take().tasks[0]
            try await harness.add("b")
            try await harness.server.kill()
            let error = try await failure { try await harness.add("c") }
            #expect(error.code == .unavailable)
            #expect("\(error)".contains("127.0.0.1:\(harness.server.port)"))
            try await harness.server.start()
            try await eventually("the outcome is stored") {
                do {
                    return try await harness.broker.settle([TaskOutcome(task, .done)]).isEmpty
                } catch let error as TaskQueueError where error.isRetryable {
                    return false
                }
            }
            #expect(try await harness.take().tasks.map(\.message.id) == ["b"])
            #expect(try await harness.broker.statistics(of: "default").today.processed == 1)
        }
    }

    @Test("a worker that is torn down still stores its outcomes")
    func cancelled() async throws {
        try await BrokerHarness.run { harness in
            try await harness.add("a")
            let task = try await harness.take().tasks[0]
            let lost = try await withThrowingTaskGroup(of: [TaskLease].self) { group in
                group.addTask {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return try await harness.broker.settle([TaskOutcome(task, .done)])
                }
                return try await group.next()
            }
            #expect(lost == [])
            #expect(try await harness.broker.statistics(of: "default").today.processed == 1)
        }
    }

    @Test("an answer that is none of the script's is an error")
    func unexpected() {
        #expect(throws: TaskQueueError.self) {
            _ = try RedisBroker.refusal([.integer(9), .null], of: [])
        }
    }
}

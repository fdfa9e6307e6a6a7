import Clocks
import TaskQueue
import Testing

@Suite("a broker keeps payloads as they are")
struct PayloadConformance {
    @Test("a payload of no bytes, and of any bytes", arguments: BrokerFixture.all)
    func bytes(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let payloads: [[UInt8]] = [[], [0], Array(0...255), Array("\r\n$5\r\n".utf8), [0xff, 0xfe, 0xc0]]
            for payload in payloads {
                try await client.enqueue(type: "t", payload: payload, options: .init(uniqueFor: .seconds(60)))
            }
            let tasks = try await broker.take()
            #expect(tasks.map(\.message.payload) == payloads)
            for task in tasks { try await broker.settle(task, .retry(at: .distantFuture, error: "e", isFailure: true)) }
            #expect(
                await codeThrown {
                    try await client.enqueue(type: "t", payload: [], options: .init(uniqueFor: .seconds(60)))
                } == .duplicateTask)
        }
    }

    @Test("a payload and a result of 10 MB", arguments: BrokerFixture.all)
    func large(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let payload = [UInt8](repeating: 7, count: 10_000_000)
            try await client.enqueue(
                type: "t", payload: payload, options: .init(taskID: "a", retention: .seconds(60)))
            let task = try #require(try await broker.take().first)
            let isWhole = task.message.payload == payload
            #expect(isWhole)
            try await broker.settle(task, .completed(result: payload))
            let isKept = try await broker.task("a", in: "default").result == payload
            #expect(isKept)
            if let usage = try await broker.statistics(of: "default").memoryUsage { #expect(usage >= 20_000_000) }
        }
    }

    @Test("an empty result, none, and one of any bytes", arguments: BrokerFixture.all)
    func results(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for (id, result) in [("a", nil), ("b", [0, 255, 13, 10] as [UInt8]?)] {
                try await client.add(id, .init(retention: .seconds(60)))
                try await broker.settle(try await broker.take()[0], .completed(result: result))
                #expect(try await broker.task(id, in: "default").result == result)
            }
        }
    }

    @Test("the error of a task may be any text", arguments: BrokerFixture.all, ["", "ü\r\n🏡", "e\u{0}f"])
    func errors(fixture: BrokerFixture, text: String) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await broker.settle(try await broker.take()[0], .archive(error: text))
            // No error and an empty one look alike to some brokers.
            #expect(try await broker.task("a", in: "default").message.lastError ?? "" == text)
        }
    }

    @Test(
        "the payload of a scheduled task is replaced; its lock stays that of the old one", arguments: BrokerFixture.all)
    func replaced(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let unique = TaskOptions(uniqueFor: .seconds(60))
            var delayed = unique
            delayed.processIn = .seconds(600)
            let old = try await client.add("a", payload: "x", delayed)
            try await broker.replacePayload(of: "a", in: "default", with: Array("y".utf8))
            let new = try await broker.task("a", in: "default")
            #expect(new.message.payload == Array("y".utf8))
            #expect(new.nextProcessAt == old.nextProcessAt)
            #expect(new.message.maxRetry == old.message.maxRetry)
            #expect(await codeThrown { try await client.add("b", payload: "x", unique) } == .duplicateTask)
            try await client.add("c", payload: "y", unique)
            try await broker.delete("a", in: "default")
            try await client.add("d", payload: "x", unique)
        }
    }

    @Test("the new payload is what is handed out", arguments: BrokerFixture.all)
    func handedOut(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a", .init(processIn: .seconds(1), headers: ["k": "v"]))
            try await broker.replacePayload(of: "a", in: "default", with: [])
            clock.advance(by: .seconds(1))
            _ = try await broker.forwardDue(in: ["default"])
            let task = try await broker.take()[0]
            #expect(task.message.payload == [])
            #expect(task.message.headers == ["k": "v"])
        }
    }

    @Test("only a scheduled task's payload can be replaced", arguments: BrokerFixture.all)
    func refused(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            @Sendable func code(_ id: String) async -> TaskQueueError.Code? {
                await codeThrown { try await broker.replacePayload(of: id, in: "default", with: []) }
            }
            #expect(await code("none") == .notFound)
            try await client.add("grouped", .init(group: "g"))
            #expect(await code("grouped") == .wrongState)
            try await client.add("a")
            #expect(await code("a") == .wrongState)
            let task = try await broker.take()[0]
            #expect(await code("a") == .wrongState)
            try await broker.settle(task, .retry(at: clock.now + .seconds(1), error: "e", isFailure: true))
            #expect(await code("a") == .wrongState)
            #expect(try await broker.task("a", in: "default").message.payload == Array("x".utf8))
        }
    }
}

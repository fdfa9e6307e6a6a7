import Clocks
import Database
import Outbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct OutboxRelayTests {
    private struct Refused: Error {}

    @Test("a message is delivered once, as it was written, and is gone then", arguments: TestEngine.allCases)
    func once(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            let bytes: [UInt8] = [0, 255, 10]
            let now = outbox.clock.now
            try await outbox.database.write { connection in
                try Outbox.add(kind: "pay", key: "HSO1", payload: bytes, at: now, in: connection)
            }
            let delivered = Collector<OutboxMessage>()
            try await withService(outbox.relay { delivered.append($0) }) {
                await delivered.wait(for: 1)
            }
            let message = try #require(delivered.values.first)
            #expect(
                message
                    == OutboxMessage(
                        id: message.id, kind: "pay", key: "HSO1", payload: bytes, attempts: 0, createdAt: now))
            #expect(delivered.values.count == 1)
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("waking the relay delivers at once", arguments: TestEngine.allCases)
    func wake(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            let delivered = Collector<OutboxMessage>()
            let relay = outbox.relay { delivered.append($0) }
            // The clock stands still: only the wake can do it.
            try await withService(relay) {
                for index in 0..<20 {
                    try await outbox.add(["\(index)"])
                    relay.wake()
                    await delivered.wait(for: index + 1)
                }
            }
            #expect(delivered.values.map(\.key) == (0..<20).map { "\($0)" })
        }
    }

    @Test("a message that no one woke the relay for is found with the next check", arguments: TestEngine.allCases)
    func check(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            let delivered = Collector<OutboxMessage>()
            try await withService(outbox.relay { delivered.append($0) }) {
                await outbox.clock.waitForSleepers()
                try await outbox.add(["1"])
                outbox.clock.advance(by: OutboxRelay.checkInterval)
                await delivered.wait(for: 1)
            }
        }
    }

    @Test("a message that fails is tried again after a pause that grows, for ever", arguments: TestEngine.allCases)
    func retry(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            let tries = Collector<(attempts: Int, at: Timestamp)>()
            let relay = outbox.relay { message in
                tries.append((message.attempts, outbox.clock.now))
                if message.attempts < 8 { throw Refused() }
            }
            try await withService(relay) {
                while tries.values.count < 9 {
                    await outbox.clock.waitForSleepers()
                    outbox.clock.advance(by: .seconds(1))
                }
            }
            #expect(tries.values.map(\.attempts) == Array(0...8))
            let pauses = zip(tries.values.dropFirst(), tries.values).map { $0.at - $1.at }
            #expect(pauses[3] >= .seconds(4), "8 s, less up to half of it")
            #expect(pauses.dropFirst(5).allSatisfy { $0 >= .seconds(15) })
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("the status counts what is failing", arguments: TestEngine.allCases)
    func failing(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["bad", "good"])
            let tries = Collector<OutboxMessage>()
            let relay = outbox.relay { message in
                defer { tries.append(message) }
                if message.key == "bad" { throw Refused() }
            }
            try await withService(relay) { await tries.wait(for: 2) }
            #expect(try await relay.status() == OutboxStatus(pending: 1, failing: 1, oldestAge: .zero))
        }
    }

    @Test("a message that fails does not hold up the others", arguments: TestEngine.allCases)
    func poison(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["bad"] + (0..<50).map { "\($0)" })
            let delivered = Collector<OutboxMessage>()
            let relay = outbox.relay(batchSize: 1, concurrency: 1) { message in
                if message.key == "bad" { throw Refused() }
                delivered.append(message)
            }
            try await withService(relay) { await delivered.wait(for: 50) }
            #expect(try await outbox.status().pending == 1)
        }
    }

    @Test("a message that hangs does not hold up the others", arguments: TestEngine.allCases)
    func hang(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["slow"] + (0..<200).map { "\($0)" })
            let delivered = Collector<OutboxMessage>()
            let release = Collector<Void>()
            let relay = outbox.relay(batchSize: 16, concurrency: 4) { message in
                if message.key == "slow" { await release.wait(for: 1) }
                delivered.append(message)
            }
            try await withService(relay) {
                await delivered.wait(for: 200)
                #expect(!delivered.values.contains { $0.key == "slow" })
                release.append(())
                await delivered.wait(for: 201)
            }
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("no more messages are delivered at a time than allowed", arguments: TestEngine.allCases)
    func concurrency(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add((0..<100).map { "\($0)" })
            let (active, most, delivered) = (Gauge(), Collector<Int>(), Collector<Void>())
            let relay = outbox.relay(concurrency: 3) { _ in
                most.append(active.add(1))
                await Task.yield()
                active.add(-1)
                delivered.append(())
            }
            try await withService(relay) { await delivered.wait(for: 100) }
            #expect(most.values.max()! <= 3)
        }
    }

    @Test("thousands of messages are delivered, each once", arguments: TestEngine.allCases)
    func many(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add((0..<5000).map { "\($0)" })
            let delivered = Collector<String>()
            try await withService(outbox.relay { delivered.append($0.key) }) {
                await delivered.wait(for: 5000)
            }
            #expect(Set(delivered.values).count == 5000)
            #expect(delivered.values.count == 5000)
            #expect(try await outbox.status().pending == 0)
        }
    }
}

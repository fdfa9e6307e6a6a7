import Clocks
import Database
import Outbox
import TestSupport
import Testing

@Suite("Delivery in batches", .timeLimit(.minutes(10)))
struct OutboxBatchTests {
    private struct Refused: Error {}

    private func relay(
        _ outbox: TestOutbox, batchSize: Int = 256, concurrency: Int = 1024, linger: Duration = .zero,
        _ deliver: @escaping OutboxRelay.BatchDelivery
    ) -> OutboxRelay {
        OutboxRelay(
            database: outbox.database, clock: outbox.clock, logger: quietLogger, batchSize: batchSize,
            concurrency: concurrency, linger: linger, deliverBatch: deliver)
    }

    @Test("of a call that fails, every message is tried again later, together")
    func allFail() async throws {
        try await withOutbox { outbox in
            try await outbox.add(["1", "2", "3"])
            let calls = Collector<[String]>()
            let relay = relay(outbox) { messages in
                calls.append(messages.map(\.key))
                if messages[0].attempts == 0 { throw Refused() }
                return [:]
            }
            try await withService(relay) {
                await calls.wait(for: 1)
                while calls.values.count < 2 {
                    await outbox.clock.waitForSleepers()
                    outbox.clock.advance(by: .seconds(1))
                }
            }
            #expect(calls.values == [["1", "2", "3"], ["1", "2", "3"]])
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("the messages that a call could not deliver are tried again, the others are gone")
    func someFail() async throws {
        try await withOutbox { outbox in
            try await outbox.add(["1", "bad", "3", "bad"])
            let calls = Collector<[String]>()
            let relay = relay(outbox) { messages in
                calls.append(messages.map(\.key))
                let bad = messages.filter { $0.key == "bad" && $0.attempts == 0 }
                return Dictionary(uniqueKeysWithValues: bad.map { ($0.id, Refused()) })
            }
            try await withService(relay) { await calls.wait(for: 1) }
            #expect(calls.values == [["1", "bad", "3", "bad"]])
            #expect(try await outbox.status() == OutboxStatus(pending: 2, failing: 2, oldestAge: .zero))
        }
    }

    @Test("a failure that is told of no message of the call changes nothing")
    func strangeFailure() async throws {
        try await withOutbox { outbox in
            try await outbox.add(["1"])
            let calls = Collector<Void>()
            let relay = relay(outbox) { _ in
                calls.append(())
                return [4711: Refused()]
            }
            try await withService(relay) { await calls.wait(for: 1) }
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("what is due together goes together, in the order of writing, one call for each kind")
    func together() async throws {
        try await withOutbox { outbox in
            try await outbox.add(["1", "2"], kind: "a")
            try await outbox.add(["3"], kind: "b")
            try await outbox.add(["4"], kind: "a")
            let calls = Collector<[String]>()
            let relay = relay(outbox) { messages in
                calls.append(messages.map { "\($0.kind)\($0.key)" })
                return [:]
            }
            try await withService(relay) { await calls.wait(for: 2) }
            #expect(Set(calls.values) == [["a1", "a2", "a4"], ["b3"]])
        }
    }

    @Test("no call has more messages than a batch, and no more are under way than allowed")
    func bounds() async throws {
        try await withOutbox { outbox in
            try await outbox.add((0..<1000).map { "\($0)" })
            let (active, most, delivered) = (Gauge(), Collector<Int>(), Collector<String>())
            let relay = relay(outbox, batchSize: 30, concurrency: 50) { messages in
                #expect(messages.count <= 30)
                most.append(active.add(messages.count))
                await Task.yield()
                active.add(-messages.count)
                for message in messages { delivered.append(message.key) }
                return [:]
            }
            try await withService(relay) { await delivered.wait(for: 1000) }
            #expect(most.values.max()! <= 50)
            #expect(Set(delivered.values).count == 1000)
            #expect(delivered.values.count == 1000)
        }
    }

    @Test("after a quiet time a message goes at once, and those that come soon after it wait for each other")
    func linger() async throws {
        try await withOutbox { outbox in
            let calls = Collector<[String]>()
            let relay = relay(outbox, linger: .milliseconds(10)) { messages in
                calls.append(messages.map(\.key))
                return [:]
            }
            try await outbox.add(["0"])
            try await withService(relay) {
                await calls.wait(for: 1)
                // That it was delivered wakes the relay, and makes it wait: a second sleeper beside the ticker.
                await outbox.clock.waitForSleepers(2)
                outbox.clock.advance(by: .milliseconds(10))
                try await eventually("it is settled") { try await outbox.status().pending == 0 }

                outbox.clock.advance(by: .milliseconds(100))
                try await outbox.add(["1"])
                relay.wake()
                await calls.wait(for: 2)
                await outbox.clock.waitForSleepers(2)
                for key in ["2", "3", "4"] {
                    try await outbox.add([key])
                    relay.wake()
                }
                #expect(calls.values == [["0"], ["1"]])
                outbox.clock.advance(by: .milliseconds(10))
                await calls.wait(for: 3)
            }
            #expect(calls.values == [["0"], ["1"], ["2", "3", "4"]])
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("shutdown does not wait for more to come together")
    func shutdownWhileCollecting() async throws {
        try await withOutbox { outbox in
            try await outbox.add(["1"])
            let calls = Collector<Void>()
            let relay = relay(outbox, linger: .seconds(3600)) { _ in
                calls.append(())
                return [:]
            }
            try await withService(relay) {
                await calls.wait(for: 1)
                await outbox.clock.waitForSleepers(2)
            }
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("a clock that is set back does not make the wait longer")
    func clockSetBack() async throws {
        try await withOutbox { outbox in
            try await outbox.add(["1"])
            let calls = Collector<Void>()
            let relay = relay(outbox, linger: .milliseconds(10)) { _ in
                calls.append(())
                return [:]
            }
            try await withService(relay) {
                await calls.wait(for: 1)
                await outbox.clock.waitForSleepers(2)
                outbox.clock.advance(by: .milliseconds(10))
                await outbox.clock.waitForSleepers()
                outbox.clock.set(to: outbox.clock.now - .seconds(3600))
                try await outbox.add(["2"])
                relay.wake()
                await outbox.clock.waitForSleepers(2)
                outbox.clock.advance(by: .milliseconds(10))
                await calls.wait(for: 2)
            }
        }
    }

    @Test("each of several messages can be delivered by itself, all at the same time")
    func each() async throws {
        let messages = (1...3).map { id in
            OutboxMessage(
                id: Int64(id), kind: "k", key: "\(id)", payload: [], attempts: 0, createdAt: Timestamp(seconds: 0))
        }
        let started = Collector<String>()
        let failures = await messages.deliverEach { message in
            started.append(message.key)
            await started.wait(for: 3)
            if message.id == 2 { throw Refused() }
        }
        #expect(failures.keys.sorted() == [2])
    }
}

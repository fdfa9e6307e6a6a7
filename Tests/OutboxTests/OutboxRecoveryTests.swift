import Clocks
import Database
import Dispatch
import ServiceLifecycle
import TestSupport
import Testing

@testable import Outbox

/// What happens when processes die, or when there are several.
@Suite(.timeLimit(.minutes(10))) struct OutboxRecoveryTests {
    @Test("what was committed before a crash is delivered after it", arguments: TestEngine.allCases)
    func crashBeforeDelivery(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            // Nobody relayed it: the process died right after the commit.
            try await outbox.add(["1"])
            let delivered = Collector<OutboxMessage>()
            try await withService(outbox.relay { delivered.append($0) }) {
                await delivered.wait(for: 1)
            }
        }
    }

    @Test(
        "what was delivered and not deleted before a crash is delivered again, once the lease is over",
        arguments: TestEngine.allCases)
    func crashAfterDelivery(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            // The process died with the message in hand: it had taken it, and no one knows whether it delivered it.
            let now = outbox.clock.now
            let inHand = try await outbox.database.write { connection in
                try OutboxTable.claim(limit: 8, at: now, lease: now + .seconds(15), in: connection)
            }
            #expect(inHand.count == 1)

            let delivered = Collector<OutboxMessage>()
            try await withService(outbox.relay { delivered.append($0) }) {
                await outbox.clock.waitForSleepers()
                outbox.clock.advance(by: .seconds(14))
                await outbox.clock.waitForSleepers()
                #expect(delivered.values.isEmpty)
                outbox.clock.advance(by: .seconds(1))
                await delivered.wait(for: 1)
            }
            #expect(delivered.values == inHand)
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test(
        "a message whose delivery takes longer than the lease is not taken by another relay",
        arguments: TestEngine.allCases)
    func renewal(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["slow"])
            let (started, release) = (Collector<OutboxMessage>(), Collector<Void>())
            let slow = outbox.relay { message in
                started.append(message)
                await release.wait(for: 1)
            }
            try await withService(slow) {
                await started.wait(for: 1)
                for _ in 0..<8 {
                    await outbox.clock.waitForSleepers()
                    outbox.clock.advance(by: .seconds(8))
                    while try await outbox.nextDue() <= outbox.clock.now + .seconds(7) { await Task.yield() }
                    try await withService(outbox.relay { started.append($0) }) {}
                }
                release.append(())
            }
            #expect(started.values.count == 1)
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test(
        "a relay that lost its lease does not put off what another has taken since", arguments: TestEngine.allCases)
    func lostLease(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            let begin = outbox.clock.now
            let (first, second) = (begin + .seconds(15), begin + .seconds(30))
            let ids = try await outbox.database.write { connection in
                _ = try OutboxTable.claim(limit: 8, at: begin, lease: first, in: connection)
                return try OutboxTable.claim(limit: 8, at: first, lease: second, in: connection).map(\.id)
            }
            try await outbox.database.write { connection in
                try OutboxTable.postpone(
                    ids, heldUntil: first, error: "late", until: begin + .seconds(100), in: connection)
                try OutboxTable.renew(ids, heldUntil: first, until: begin + .seconds(100), in: connection)
            }
            #expect(try await outbox.nextDue() == second)
            #expect(try await outbox.status().failing == 0)
            try await outbox.database.write { connection in
                try OutboxTable.postpone(
                    ids, heldUntil: second, error: "now", until: begin + .seconds(31), in: connection)
            }
            #expect(try await outbox.nextDue() == begin + .seconds(31))
            #expect(try await outbox.status().failing == 1)
        }
    }

    @Test("on shutdown what is in hand is finished, and no more is taken", arguments: TestEngine.allCases)
    func shutdown(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1", "2", "3"])
            let (started, finished) = (Collector<String>(), Collector<String>())
            let relay = outbox.relay(concurrency: 2) { message in
                started.append(message.key)
                try await gracefulShutdown()
                finished.append(message.key)
            }
            try await withService(relay) { await started.wait(for: 2) }
            #expect(Set(finished.values) == ["1", "2"])
            #expect(try await outbox.status() == OutboxStatus(pending: 1, failing: 0, oldestAge: .zero))
        }
    }

    @Test("cancellation ends the relay and loses nothing", arguments: TestEngine.allCases)
    func cancellation(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            let started = Collector<OutboxMessage>()
            let relay = outbox.relay { message in
                started.append(message)
                try await Task.sleep(for: .seconds(60))
            }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await relay.run() }
                await started.wait(for: 1)
                group.cancelAll()
            }
            #expect(try await outbox.status().pending == 1)
        }
    }

    @Test("on PostgreSQL a second relay does not wait for the messages that a first one is taking")
    func takingAtOnce() async throws {
        try await withOutbox(.postgres) { outbox in
            try await outbox.add((0..<6).map { "\($0)" })
            let now = outbox.clock.now
            let claim: @Sendable (any DatabaseConnection) throws -> [OutboxMessage] = {
                try OutboxTable.claim(limit: 4, at: now, lease: now + .seconds(15), in: $0)
            }
            let (first, mayEnd) = (Collector<[OutboxMessage]>(), DispatchSemaphore(value: 0))
            async let held: Void = outbox.database.write { connection in
                first.append(try claim(connection))
                _ = mayEnd.wait(timeout: .now() + 30)
            }
            await first.wait(for: 1)
            let second = try await outbox.database.write(claim)
            mayEnd.signal()
            try await held
            #expect(first.values[0].map(\.key) == ["0", "1", "2", "3"])
            #expect(second.map(\.key) == ["4", "5"])
        }
    }

    @Test("two relays on one database share the work", arguments: TestEngine.allCases)
    func twoRelays(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            let delivered = Collector<String>()
            let (one, two) = (outbox.relay { delivered.append($0.key) }, outbox.relay { delivered.append($0.key) })
            try await withService(one) {
                try await withService(two) {
                    for round in 0..<20 {
                        try await outbox.add((0..<50).map { "\(round)-\($0)" })
                        one.wake()
                        two.wake()
                    }
                    await delivered.wait(for: 1000)
                }
            }
            #expect(Set(delivered.values).count == 1000)
            #expect(delivered.values.count == 1000)
            #expect(try await outbox.status().pending == 0)
        }
    }

    @Test("the relay goes on when the database is back", arguments: TestEngine.allCases)
    func databaseTrouble(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            let delivered = Collector<OutboxMessage>()
            _ = try await outbox.database.write { try $0.execute("ALTER TABLE outbox RENAME TO elsewhere") }
            try await withService(outbox.relay { delivered.append($0) }) {
                await outbox.clock.waitForSleepers()
                outbox.clock.advance(by: .seconds(1))
                await outbox.clock.waitForSleepers()
                #expect(delivered.values.isEmpty)
                _ = try await outbox.database.write { try $0.execute("ALTER TABLE elsewhere RENAME TO outbox") }
                outbox.clock.advance(by: .seconds(1))
                await delivered.wait(for: 1)
            }
        }
    }

    @Test(
        "what was delivered while the database was away is deleted when it is back, and not delivered again",
        arguments: TestEngine.allCases)
    func settlesLater(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            let (started, release) = (Collector<OutboxMessage>(), Collector<Void>())
            let relay = outbox.relay { message in
                started.append(message)
                await release.wait(for: 1)
            }
            try await withService(relay) {
                await started.wait(for: 1)
                _ = try await outbox.database.write { try $0.execute("ALTER TABLE outbox RENAME TO elsewhere") }
                release.append(())
                await outbox.clock.waitForSleepers()
                outbox.clock.advance(by: .seconds(1))
                await outbox.clock.waitForSleepers()
                _ = try await outbox.database.write { try $0.execute("ALTER TABLE elsewhere RENAME TO outbox") }
            }
            #expect(started.values.count == 1)
            #expect(try await outbox.status().pending == 0)
        }
    }
}

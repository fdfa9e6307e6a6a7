import Clocks
import Database
import Outbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct OutboxTests {
    private struct Refused: Error {}

    @Test("a message is written with its transaction, or not at all", arguments: TestEngine.allCases)
    func atomic(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            await #expect(throws: Refused.self) {
                try await outbox.database.write { connection in
                    try Outbox.add(kind: "k", key: "1", payload: "", at: Timestamp(seconds: 0), in: connection)
                    throw Refused()
                }
            }
            #expect(try await outbox.status().pending == 0)
            try await outbox.add(["1"])
            #expect(try await outbox.status().pending == 1)
        }
    }

    @Test("an empty outbox has nothing pending and no oldest message", arguments: TestEngine.allCases)
    func empty(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            let status = try await outbox.status()
            #expect(status == OutboxStatus(pending: 0, failing: 0, oldestAge: nil))
        }
    }

    @Test("the age is that of the oldest message", arguments: TestEngine.allCases)
    func age(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            outbox.clock.advance(by: .seconds(90))
            try await outbox.add(["2"])
            #expect(try await outbox.status() == OutboxStatus(pending: 2, failing: 0, oldestAge: .seconds(90)))
        }
    }

    @Test("a message of the future has no negative age", arguments: TestEngine.allCases)
    func future(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            try await outbox.add(["1"])
            outbox.clock.set(to: outbox.clock.now - .seconds(60))
            #expect(try await outbox.status().oldestAge == .zero)
        }
    }

    @Test("without its table the outbox says so", arguments: TestEngine.allCases)
    func noTable(engine: TestEngine) async throws {
        try await withOutbox(engine) { outbox in
            _ = try await outbox.database.write { try $0.execute("DROP TABLE outbox") }
            await #expect(throws: DatabaseError.self) { try await outbox.add(["1"]) }
            await #expect(throws: DatabaseError.self) { _ = try await outbox.status() }
        }
    }
}

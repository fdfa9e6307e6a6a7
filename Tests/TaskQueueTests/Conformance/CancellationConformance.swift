import Clocks
import TaskQueue
import Testing

@Suite("a broker passes on which tasks are to be cancelled")
struct CancellationConformance {
    /// Repeats a request until somebody hears it: a broker may need a moment to begin listening.
    private func heard(
        of id: String, _ broker: BrokerFixture.Subject, by listeners: [AsyncStream<String>]
    ) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for listener in listeners {
                group.addTask { await listener.first { _ in true } }
            }
            group.addTask {
                while !Task.isCancelled {
                    try await broker.cancel(id)
                    // It throws only when everybody has heard.
                    try? await Task.sleep(for: .milliseconds(20))
                }
                return nil
            }
            var heard: [String] = []
            while heard.count < listeners.count, let next = try await group.next() {
                if let next { heard.append(next) }
            }
            group.cancelAll()
            return heard
        }
    }

    @Test("every listener hears of a request", .timeLimit(.minutes(10)), arguments: BrokerFixture.all)
    func listeners(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await client.add("täsk {1}")
            try await broker.cancel("a")
            clock.advance(by: .seconds(1))
            let listeners = [broker.cancellations(), broker.cancellations()]
            #expect(try await heard(of: "täsk {1}", broker, by: listeners) == ["täsk {1}", "täsk {1}"])
            // It is the worker's to act on it.
            #expect(try await broker.take().ids == ["a", "täsk {1}"])
        }
    }

    @Test("a request for what is not there changes nothing", arguments: BrokerFixture.all)
    func missing(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, _ in
            try await broker.cancel("none")
            #expect(try await broker.queues().isEmpty)
        }
    }

    @Test("listening ends when the listener is cancelled", .timeLimit(.minutes(10)), arguments: BrokerFixture.all)
    func end(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, _ in
            let cancellations = broker.cancellations()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in cancellations {} }
                group.cancelAll()
            }
        }
    }
}

import Clocks
import TaskQueue
import Testing

@Suite("a broker shows the workers that are alive")
struct ServerConformance {
    private func server(_ id: String, _ now: Timestamp, status: ServerInfo.Status = .active) -> ServerInfo {
        ServerInfo(
            identity: ProcessIdentity(host: "höst", pid: 42, id: id), concurrency: 10,
            queues: ["critical": 6, "ü": 1], isStrict: true, status: status, startedAt: now,
            attempts: [
                AttemptInfo(
                    taskID: "a", type: "t", payload: [0, 255], queue: "critical", startedAt: now,
                    deadline: now + .milliseconds(1_500)),
                AttemptInfo(
                    taskID: "b", type: "u", payload: [], queue: "ü", startedAt: now, deadline: now + .seconds(1)),
            ])
    }

    /// The workers by id, their attempts by task: brokers may keep them in any order.
    private func shown(_ broker: BrokerFixture.Subject) async throws -> [ServerInfo] {
        try await broker.servers().sorted { $0.identity.id < $1.identity.id }.map { server in
            var server = server
            server.attempts.sort { $0.taskID < $1.taskID }
            return server
        }
    }

    @Test("a worker is shown as it announced itself last", arguments: BrokerFixture.all)
    func announce(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            #expect(try await broker.servers().isEmpty)
            let (first, second) = (server("1", clock.now), server("2", clock.now))
            try await broker.announce(first, for: .seconds(10))
            try await broker.announce(second, for: .seconds(10))
            #expect(try await shown(broker) == [first, second])
            var stopped = server("1", clock.now, status: .stopped)
            stopped.attempts.removeFirst()
            try await broker.announce(stopped, for: .seconds(10))
            #expect(try await shown(broker) == [stopped, second])
        }
    }

    @Test("a worker that falls silent is shown no longer", arguments: BrokerFixture.all)
    func expiry(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let (silent, alive) = (server("1", clock.now), server("2", clock.now))
            try await broker.announce(silent, for: .seconds(10))
            try await broker.announce(alive, for: .seconds(10))
            clock.advance(by: .seconds(9))
            #expect(try await shown(broker) == [silent, alive])
            try await broker.announce(alive, for: .seconds(10))
            clock.advance(by: .seconds(2))
            #expect(try await shown(broker) == [alive])
            try await broker.deleteExpired(in: ["default"])
            #expect(try await shown(broker) == [alive])
        }
    }

    @Test("a worker that withdraws is gone at once, also when it says so twice", arguments: BrokerFixture.all)
    func withdraw(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let (first, second) = (server("1", clock.now), server("2", clock.now))
            try await broker.announce(first, for: .seconds(10))
            try await broker.announce(second, for: .seconds(10))
            try await broker.withdraw(first.identity)
            try await broker.withdraw(first.identity)
            #expect(try await shown(broker) == [second])
        }
    }

    @Test("every status is shown, and a worker that does nothing yet", arguments: BrokerFixture.all)
    func statuses(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            for status in ServerInfo.Status.allCases {
                let idle = ServerInfo(
                    identity: ProcessIdentity(host: "h", pid: 1, id: "1"), concurrency: 1, queues: [:],
                    isStrict: false, status: status, startedAt: clock.now)
                try await broker.announce(idle, for: .seconds(10))
                #expect(try await broker.servers() == [idle])
            }
        }
    }
}

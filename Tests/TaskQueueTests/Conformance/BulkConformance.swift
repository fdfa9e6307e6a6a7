import Clocks
import TaskQueue
import Testing

@Suite("a broker works on all tasks in a state at once")
struct BulkConformance {
    /// Puts two tasks into each state.
    private func fill(
        _ broker: BrokerFixture.Subject, _ client: TaskQueueClient, _ clock: ManualWallClock
    ) async throws {
        for number in 1...2 {
            for transition in [
                TaskOutcome.Transition.completed(result: nil), .archive(error: "e"),
                .retry(at: clock.now + .seconds(600), error: "e", isFailure: true),
            ] {
                let id =
                    switch transition {
                    case .completed: "completed\(number)"
                    case .archive: "archived\(number)"
                    default: "retry\(number)"
                    }
                try await client.add(id, .init(retention: .seconds(600)))
                try await broker.settle(try await broker.take(1)[0], transition)
            }
            try await client.add("active\(number)")
            _ = try await broker.take(1)
        }
        for number in 1...2 {
            try await client.add("scheduled\(number)", .init(processIn: .seconds(600)))
            try await client.add("aggregating\(number)", .init(group: "g"))
            try await client.add("pending\(number)")
        }
    }

    /// Where an operation puts the tasks in a state: nowhere where it deletes them, `nil` where it is refused.
    private func target(of operation: BulkOperation, from state: TaskState) -> TaskState?? {
        switch (operation, state) {
        case (.run, .scheduled), (.run, .retry), (.run, .archived), (.run, .aggregating): .some(.pending)
        case (.archive, .pending), (.archive, .scheduled), (.archive, .retry), (.archive, .aggregating):
            .some(.archived)
        case (.delete, .active): .none
        case (.delete, _): .some(.none)
        default: .none
        }
    }

    @Test("what one task allows all of its state do, and nothing else changes", arguments: BrokerFixture.all)
    func apply(fixture: BrokerFixture) async throws {
        for operation in BulkOperation.allCases {
            try await fixture.run { broker, client, clock in
                try await fill(broker, client, clock)
                for state in [TaskState.archived, .retry, .scheduled, .aggregating, .completed, .pending, .active] {
                    var counts = try await broker.statistics(of: "default").counts
                    guard let target = target(of: operation, from: state) else {
                        #expect(
                            await codeThrown {
                                _ = try await broker.apply(operation, in: "default", state: state, group: nil)
                            } == .wrongState, "\(operation) \(state)")
                        #expect(try await broker.statistics(of: "default").counts == counts)
                        continue
                    }
                    let count = try await broker.apply(operation, in: "default", state: state, group: nil)
                    #expect(count == counts[state], "\(operation) \(state)")
                    counts[state] = nil
                    if let target { counts[target, default: 0] += count }
                    #expect(try await broker.statistics(of: "default").counts == counts, "\(operation) \(state)")
                }
            }
        }
    }

    @Test("tasks that run are handed out, archived ones run again", arguments: BrokerFixture.all)
    func run(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b"] { try await client.add(id, .init(processIn: .seconds(600))) }
            #expect(try await broker.apply(.archive, in: "default", state: .scheduled, group: nil) == 2)
            clock.advance(by: .seconds(1))
            #expect(try await broker.apply(.run, in: "default", state: .archived, group: nil) == 2)
            clock.advance(by: .seconds(5))
            #expect(try await broker.statistics(of: "default").latency == .seconds(5))
            #expect(try await broker.take().ids.sorted() == ["a", "b"])
        }
    }

    @Test("of the groups only the one that is named", arguments: BrokerFixture.all)
    func group(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            for id in ["a", "b"] { try await client.add(id, .init(group: "g")) }
            for id in ["c", "d"] { try await client.add(id, .init(group: "h")) }
            #expect(try await broker.apply(.run, in: "default", state: .aggregating, group: "g") == 2)
            #expect(try await broker.take().ids.sorted() == ["a", "b"])
            #expect(try await broker.groups(in: "default") == ["h"])
            #expect(try await broker.apply(.archive, in: "default", state: .aggregating, group: "none") == 0)
            #expect(try await broker.apply(.delete, in: "default", state: .aggregating, group: "h") == 2)
            #expect(try await broker.groups(in: "default").isEmpty)
        }
    }

    @Test("deleted tasks give up their locks", arguments: BrokerFixture.all)
    func locks(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let unique = TaskOptions(uniqueFor: .seconds(60))
            try await client.add("a", unique)
            try await client.add("b", payload: "y", unique)
            #expect(try await broker.apply(.delete, in: "default", state: .pending, group: nil) == 2)
            try await client.add("c", unique)
            try await client.add("d", payload: "y", unique)
        }
    }

    @Test("a queue that is not there has nothing to work on", arguments: BrokerFixture.all)
    func missing(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            #expect(
                await codeThrown { _ = try await broker.apply(.delete, in: "none", state: .pending, group: nil) }
                    == .notFound)
            try await client.add("a")
            #expect(try await broker.apply(.run, in: "default", state: .retry, group: nil) == 0)
            #expect(try await broker.apply(.delete, in: "default", state: .completed, group: nil) == 0)
        }
    }

    @Test("a signal follows when tasks are made to run", .timeLimit(.minutes(10)), arguments: BrokerFixture.all)
    func signal(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("a", .init(processIn: .seconds(600)))
            var ready = broker.signals(.ready, in: ["default"]).makeAsyncIterator()
            #expect(try await broker.take().isEmpty)
            _ = try await broker.apply(.run, in: "default", state: .scheduled, group: nil)
            try #require(await ready.next() != nil)
        }
    }
}

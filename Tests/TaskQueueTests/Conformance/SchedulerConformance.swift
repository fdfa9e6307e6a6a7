import Clocks
import TaskQueue
import Testing

@Suite("a broker shows schedulers and their history")
struct SchedulerConformance {
    private let first = ProcessIdentity(host: "h", pid: 1, id: "1")
    private let second = ProcessIdentity(host: "h", pid: 1, id: "2")

    private func entry(_ id: String, next: Timestamp?, previous: Timestamp? = nil) -> SchedulerEntry {
        SchedulerEntry(
            id: id, spec: "@every 1m", type: "t:ü", payload: [0, 255], options: ["Queue(\"low\")", "MaxRetry(3)"],
            nextEnqueueAt: next, previousEnqueueAt: previous)
    }

    @Test("entries are shown as they were announced, the next due first", arguments: BrokerFixture.all)
    func order(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            #expect(try await broker.schedulerEntries().isEmpty)
            let late = entry("late", next: clock.now + .seconds(20), previous: clock.now - .seconds(40))
            let never = entry("never", next: nil, previous: clock.now)
            let soon = entry("soon", next: clock.now + .milliseconds(1_500))
            try await broker.announce([late, never], of: first, for: .seconds(20))
            try await broker.announce([soon], of: second, for: .seconds(20))
            #expect(
                try await broker.schedulerEntries() == [
                    ScheduledEntry(entry: soon, scheduler: second), ScheduledEntry(entry: late, scheduler: first),
                    ScheduledEntry(entry: never, scheduler: first),
                ])
        }
    }

    @Test("an announcement replaces the one before, a withdrawal ends it", arguments: BrokerFixture.all)
    func replace(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let next = clock.now + .seconds(60)
            try await broker.announce([entry("a", next: next), entry("b", next: next)], of: first, for: .seconds(20))
            try await broker.announce([entry("c", next: next)], of: second, for: .seconds(20))
            try await broker.announce([entry("b", next: next)], of: first, for: .seconds(20))
            #expect(try await broker.schedulerEntries().map(\.entry.id).sorted() == ["b", "c"])
            try await broker.withdrawEntries(of: first)
            try await broker.withdrawEntries(of: first)
            #expect(try await broker.schedulerEntries().map(\.entry.id) == ["c"])
            try await broker.announce([], of: second, for: .seconds(20))
            #expect(try await broker.schedulerEntries().isEmpty)
        }
    }

    @Test("the entries of a scheduler that falls silent are shown no longer", arguments: BrokerFixture.all)
    func expiry(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            try await broker.announce([entry("a", next: clock.now)], of: first, for: .seconds(20))
            clock.advance(by: .seconds(19))
            #expect(try await broker.schedulerEntries().count == 1)
            clock.advance(by: .seconds(2))
            #expect(try await broker.schedulerEntries().isEmpty)
            try await broker.deleteExpired(in: ["default"])
            #expect(try await broker.schedulerEntries().isEmpty)
        }
    }

    @Test("the history of an entry is told a page at a time, the newest first", arguments: BrokerFixture.all)
    func events(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let events = (0..<5).map { EnqueueEvent(taskID: "t\($0)", enqueuedAt: clock.now + .seconds($0)) }
            for event in events { try await broker.record(event, of: "entry") }
            try await broker.record(events[0], of: "other")
            #expect(try await broker.enqueueEvents(of: "entry", offset: 0, limit: 2) == [events[4], events[3]])
            #expect(try await broker.enqueueEvents(of: "entry", offset: 4, limit: 2) == [events[0]])
            #expect(try await broker.enqueueEvents(of: "entry", offset: 5, limit: 2).isEmpty)
            #expect(try await broker.enqueueEvents(of: "other", offset: 0, limit: 10) == [events[0]])
            #expect(try await broker.enqueueEvents(of: "none", offset: 0, limit: 10).isEmpty)
        }
    }

    @Test("the history of an entry keeps its last 1,000 ticks", arguments: BrokerFixture.all)
    func cap(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let now = clock.now
            let count = EnqueueEvent.historyLimit + 2
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<count {
                    group.addTask {
                        try await broker.record(
                            EnqueueEvent(taskID: "\(number)", enqueuedAt: now + .seconds(number)), of: "entry")
                    }
                }
                try await group.waitForAll()
            }
            let newest = try await broker.enqueueEvents(of: "entry", offset: 0, limit: 1)
            #expect(newest.map(\.taskID) == ["\(count - 1)"])
            let oldest = try await broker.enqueueEvents(of: "entry", offset: EnqueueEvent.historyLimit - 1, limit: 10)
            #expect(oldest.map(\.taskID) == ["2"])
        }
    }
}

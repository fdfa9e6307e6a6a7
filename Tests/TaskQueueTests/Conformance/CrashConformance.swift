import Clocks
import TaskQueue
import Testing

@Suite("a broker counts the crashes of workers")
struct CrashConformance {
    /// Lets the worker of the next task die, and recovers the task, a number of times.
    private func crash(_ times: Int, _ broker: BrokerFixture.Subject, _ clock: ManualWallClock) async throws {
        for _ in 0..<times {
            _ = try await broker.take(1)
            try await recover(broker, clock)
        }
    }

    private func recover(_ broker: BrokerFixture.Subject, _ clock: ManualWallClock) async throws {
        clock.advance(by: .seconds(30))
        let expired = try await broker.expiredLeases(in: ["default"], limit: 10)
        #expect(!expired.isEmpty)
        #expect(try await broker.settle(expired.map { TaskOutcome($0, .recover) }).isEmpty)
    }

    @Test("a recovered task runs next, and burns no retry", arguments: BrokerFixture.all)
    func recovered(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b"] { try await client.add(id) }
            try await crash(1, broker, clock)
            let tasks = try await broker.take()
            #expect(tasks.ids == ["a", "b"])
            #expect(tasks.map(\.crashCount) == [1, 0])
            #expect(tasks[0].pendingSince == clock.now)
            #expect(!tasks[0].isSuspect)
            #expect(tasks[0].message.retryCount == 0)
            #expect(tasks[0].message.lastError == nil)
            let today = try await broker.statistics(of: "default").today
            #expect((today.processed, today.failed) == (0, 0))
        }
    }

    @Test("crashes add up, and make a suspect", arguments: BrokerFixture.all)
    func suspect(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await crash(Suspicion.threshold, broker, clock)
            #expect(try await broker.task("a", in: "default").crashCount == Suspicion.threshold)
            #expect(try await broker.take()[0].isSuspect)
        }
    }

    @Test("a crash that was counted in advance is not counted again", arguments: BrokerFixture.all)
    func advance(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await crash(2, broker, clock)
            let task = try await broker.take()[0]
            #expect(try await broker.beginAttempt(atSuspect: task.lease))
            try await recover(broker, clock)
            #expect(try await broker.task("a", in: "default").crashCount == 3)
            // A suspect whose attempt had not begun was not at fault.
            try await crash(1, broker, clock)
            #expect(try await broker.take()[0].crashCount == 3)
        }
    }

    @Test("a suspect that is put back is as suspect as before", arguments: BrokerFixture.all)
    func requeued(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            try await crash(2, broker, clock)
            let first = try await broker.take()[0]
            #expect(try await broker.beginAttempt(atSuspect: first.lease))
            try await broker.settle(first, .requeue)
            let second = try await broker.take()[0]
            #expect(second.crashCount == 2)
            try await broker.settle(second, .requeue)
            #expect(try await broker.take()[0].crashCount == 2)
        }
    }

    @Test("a task that comes out of an attempt alive is no suspect any longer", arguments: BrokerFixture.all)
    func alive(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            for id in ["a", "b"] {
                try await client.add(id)
                try await crash(2, broker, clock)
                let task = try await broker.take()[0]
                #expect(task.crashCount == 2)
                #expect(try await broker.beginAttempt(atSuspect: task.lease))
                if id == "a" {
                    try await broker.settle(task, .retry(at: clock.now, error: "e", isFailure: true))
                    _ = try await broker.forwardDue(in: ["default"])
                } else {
                    try await broker.settle(task, .archive(error: "e"))
                    try await broker.run(id, in: "default")
                }
                #expect(try await broker.task(id, in: "default").crashCount == 0)
                let again = try await broker.take()[0]
                #expect(again.crashCount == 0)
                try await broker.settle(again, .done)
            }
        }
    }

    @Test("an attempt does not begin under a lost lease", arguments: BrokerFixture.all)
    func lost(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            let first = try await broker.take()[0]
            try await recover(broker, clock)
            #expect(!(try await broker.beginAttempt(atSuspect: first.lease)))
            let second = try await broker.take()[0]
            #expect(!(try await broker.beginAttempt(atSuspect: first.lease)))
            #expect(second.crashCount == 1)
            try await broker.settle(second, .done)
            #expect(!(try await broker.beginAttempt(atSuspect: second.lease)))
        }
    }

    @Test("of two who recover a task one succeeds, and one crash is counted", arguments: BrokerFixture.all)
    func recoverers(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("a")
            _ = try await broker.take()
            clock.advance(by: .seconds(30))
            let seen = try await broker.expiredLeases(in: ["default"], limit: 10)
            let again = try await broker.expiredLeases(in: ["default"], limit: 10)
            #expect(try await broker.settle(seen[0], .recover).isEmpty)
            #expect(try await broker.settle(again[0], .recover).map(\.taskID) == ["a"])
            #expect(try await broker.take().map(\.crashCount) == [1])
        }
    }
}

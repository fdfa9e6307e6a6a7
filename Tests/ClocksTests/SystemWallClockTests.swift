import Clocks
import Testing

@Suite(.timeLimit(.minutes(10))) struct SystemWallClockTests {
    private let clock = SystemWallClock()

    @Test func `the time is of this age and does not stand still`() {
        let first = clock.now
        #expect(first > Timestamp(seconds: 1_735_689_600))
        #expect(clock.now >= first)
    }

    @Test func `a sleep does not end before its deadline`() async throws {
        let deadline = clock.now + .milliseconds(5)
        try await clock.sleep(until: deadline)
        #expect(clock.now >= deadline)
    }

    @Test func `a deadline that has passed does not wait`() async throws {
        try await clock.sleep(until: .distantPast)
        try await clock.sleep(for: .zero)
    }

    @Test func `a sleep without end is ended by cancellation`() async {
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in try await clock.sleep(until: .distantFuture) }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }

    @Test func `a cancelled task throws also where the deadline has passed`() async {
        await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { [clock] in try await clock.sleep(until: .distantPast) }
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }
}

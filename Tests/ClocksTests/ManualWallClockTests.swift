import Clocks
import Testing

@Suite(.timeLimit(.minutes(10))) struct ManualWallClockTests {
    private let clock = ManualWallClock(now: Timestamp(seconds: 100))

    @Test func `the clock stands still until it is moved`() {
        #expect(clock.now == Timestamp(seconds: 100))
        clock.advance(by: .seconds(5))
        #expect(clock.now == Timestamp(seconds: 105))
        clock.set(to: Timestamp(seconds: 1))
        #expect(clock.now == Timestamp(seconds: 1))
    }

    @Test func `a deadline that has passed does not wait`() async throws {
        try await clock.sleep(until: Timestamp(seconds: 100))
        try await clock.sleep(until: .distantPast)
        try await clock.sleep(for: .seconds(-1))
    }

    @Test func `moving the clock wakes those whose time has come, and no others`() async throws {
        try await withThrowingTaskGroup { group in
            for seconds in [1, 2, 3] {
                group.addTask { [clock] in
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            await clock.waitForSleepers(3)
            #expect(clock.advance(by: .milliseconds(999)) == 0)
            #expect(clock.advance(by: .milliseconds(1)) == 1)
            let woken = try await group.next()
            #expect(woken == 1)
            #expect(clock.advance(by: .seconds(10)) == 2)
            #expect(clock.advance(by: .seconds(10)) == 0)
        }
    }

    @Test func `setting the clock back wakes nobody`() async {
        await withTaskGroup { group in
            group.addTask { [clock] in try? await clock.sleep(for: .seconds(1)) }
            await clock.waitForSleepers()
            #expect(clock.set(to: .distantPast) == 0)
            #expect(clock.set(to: Timestamp(seconds: 101)) == 1)
        }
    }

    @Test func `a sleeper that is cancelled throws at once and is forgotten`() async {
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in try await clock.sleep(for: .seconds(1)) }
            await clock.waitForSleepers()
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
            #expect(clock.advance(by: .seconds(10)) == 0)
        }
    }

    @Test func `a task cancelled before it sleeps throws, also where the deadline has passed`() async {
        await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            for deadline in [Timestamp.distantFuture, .distantPast] {
                group.addTask { [clock] in try await clock.sleep(until: deadline) }
            }
            for _ in 1...2 {
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
        }
    }

    @Test func `waking and cancelling at the same time resumes each sleeper once`() async {
        for round in 0..<200 {
            await withTaskGroup { group in
                for _ in 0..<4 {
                    // Cancellation is the only error there is, and either outcome is right.
                    group.addTask { [clock] in try? await clock.sleep(for: .seconds(1)) }
                }
                if round.isMultiple(of: 2) { await clock.waitForSleepers(4) }
                group.addTask { [clock] in clock.advance(by: .seconds(1)) }
                group.cancelAll()
            }
        }
        #expect(clock.advance(by: .seconds(10)) == 0)
    }

    @Test func `no move is lost when several tasks move the clock`() async {
        await withTaskGroup { group in
            for _ in 0..<100 {
                group.addTask { [clock] in _ = clock.advance(by: .seconds(1)) }
            }
        }
        #expect(clock.now == Timestamp(seconds: 200))
    }
}

import Clocks
import Redis
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("times go by the server's clock")
struct RedisClockTests {
    @Test("a machine whose clock is five minutes off schedules by the server's", arguments: [-300, 300] as [Int64])
    func offset(seconds: Int64) async throws {
        let local = ShiftedClock(shift: .seconds(seconds))
        try await BrokerHarness.run(localClock: local) { harness in
            let truth = SystemWallClock()
            // A machine that is busy measures badly, but not by minutes.
            let offset = harness.broker.clock.now - truth.now
            #expect(abs(offset.wholeNanoseconds) < 5_000_000_000)
            let before = truth.now
            try await harness.add("a", .init(processIn: .seconds(60)))
            let due = Timestamp(score: try await harness.send("ZSCORE", "asynq:{default}:scheduled", "a").double ?? 0)
            #expect((before + .seconds(55)...truth.now + .seconds(65)).contains(due))
            // Leases end by it too: one that has just begun has not expired.
            try await harness.add("b")
            let task = try await harness.take().tasks[0]
            #expect(try await harness.broker.expiredLeases(in: ["default"], limit: 1).isEmpty)
            #expect(try await harness.broker.extendLeases([task.lease], until: truth.now + .seconds(30)).isEmpty)
        }
    }

    @Test("the first measurement is taken in the middle of its bounds")
    func first() {
        let local = ManualWallClock(now: Timestamp(seconds: 1_000))
        let clock = RedisClock(local: local)
        clock.adjust(
            sent: Timestamp(seconds: 998), received: Timestamp(seconds: 1_000), server: Timestamp(seconds: 2_000))
        #expect(clock.now == Timestamp(seconds: 2_001))
    }

    @Test("a slower one does not spoil it, one that contradicts it does correct it")
    func later() {
        let local = ManualWallClock(now: Timestamp(seconds: 1_000))
        let clock = RedisClock(local: local)
        func measure(sent: Int64, received: Int64, server: Int64) -> Timestamp {
            clock.adjust(
                sent: Timestamp(seconds: sent), received: Timestamp(seconds: received),
                server: Timestamp(seconds: server))
            return clock.now
        }
        #expect(measure(sent: 1_000, received: 1_000, server: 2_000) == Timestamp(seconds: 2_000))
        #expect(measure(sent: 1_000, received: 1_010, server: 2_001) == Timestamp(seconds: 2_000))
        // At least 1,003 ahead, at most 1,005.
        #expect(measure(sent: 1_000, received: 1_002, server: 2_005) == Timestamp(seconds: 2_003))
        // A local clock that went backwards says nothing.
        #expect(measure(sent: 1_002, received: 1_000, server: 9_000) == Timestamp(seconds: 2_003))
    }

    @Test("a sleep ends when the server's time has come")
    func sleep() async throws {
        let local = ManualWallClock(now: Timestamp(seconds: 1_000))
        let clock = RedisClock(local: local)
        let start = Timestamp(seconds: 1_000)
        clock.adjust(sent: start, received: start, server: Timestamp(seconds: 2_000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(until: Timestamp(seconds: 2_007)) }
            await local.waitForSleepers()
            #expect(local.advance(by: .seconds(5)) == 1)
            await local.waitForSleepers()
            #expect(local.advance(by: .seconds(2)) == 1)
            try await group.waitForAll()
        }
        // One that has come already is not waited for.
        try await clock.sleep(until: Timestamp(seconds: 2_000))
    }
}

/// A clock of a machine that is set wrong.
private struct ShiftedClock: WallClock {
    let shift: Duration
    private let machine = MonotonicClock()

    init(shift: Duration) {
        self.shift = shift
    }

    var now: Timestamp { machine.now + shift }

    func sleep(until deadline: Timestamp) async throws {
        try await machine.sleep(until: deadline - shift)
    }
}

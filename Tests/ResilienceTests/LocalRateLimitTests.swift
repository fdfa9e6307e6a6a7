import Synchronization
import Testing

@testable import Resilience

@Suite("A rate limit within a process")
struct LocalRateLimitTests {
    @Test("gives each key its own burst, and then its rate")
    func keys() {
        let clock = ManualTime()
        let limit = LocalRateLimit(rate: 10, burst: 2, now: { clock.now })
        for key in ["a", "b"] {
            #expect(limit.take(key) == nil && limit.take(key) == nil)
            #expect(limit.take(key) == .milliseconds(100))
        }
        clock.advance(by: .milliseconds(100))
        #expect(limit.take("a") == nil && limit.take("a") != nil)
    }

    @Test("remembers a bounded number of keys, those that came last")
    func memory() {
        let clock = ManualTime()
        let limit = LocalRateLimit(rate: 1, burst: 1, capacity: 100, now: { clock.now })
        #expect(limit.take("guest") == nil)
        for number in 0..<100_000 {
            _ = limit.take("\(number)")
            // Whoever keeps coming is not forgotten, however many others come.
            if number % 50 == 0 { #expect(limit.take("guest") != nil) }
        }
        #expect(limit.count <= 200)
    }
}

/// A clock that a test moves.
private final class ManualTime: Sendable {
    private let nanoseconds = Atomic<Int64>(0)

    var now: MonotonicTime { MonotonicTime(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

    func advance(by duration: Duration) {
        nanoseconds.wrappingAdd(duration.components.attoseconds / 1_000_000_000, ordering: .relaxed)
    }
}

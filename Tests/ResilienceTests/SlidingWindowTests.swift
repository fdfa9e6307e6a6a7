import Resilience
import Testing

@Suite("A sliding window")
struct SlidingWindowTests {
    private var window = SlidingWindow(limit: 10, in: .seconds(1))

    private mutating func allowed(of calls: Int, at seconds: Double) -> Int {
        (0..<calls).count { _ in window.take(at: .at(seconds)) == nil }
    }

    @Test("allows its limit at once, and no more")
    mutating func limit() {
        let counts = [allowed(of: 20, at: 0), allowed(of: 20, at: 0.999)]
        #expect(counts == [10, 0])
    }

    @Test("forgets what came in the span before, evenly")
    mutating func fades() {
        // Of the ten, five count half way through the next span.
        let counts = [allowed(of: 10, at: 0.5), allowed(of: 20, at: 1.5), allowed(of: 20, at: 1.8)]
        #expect(counts == [10, 5, 3])
    }

    @Test("does not allow twice its limit around the end of a span, as a fixed window would")
    mutating func seam() {
        let counts = [allowed(of: 10, at: 0.99), allowed(of: 10, at: 1.01)]
        #expect(counts == [10, 0])
    }

    @Test("forgets all after a pause of two spans")
    mutating func pause() {
        let counts = [allowed(of: 10, at: 0), allowed(of: 20, at: 2)]
        #expect(counts == [10, 10])
    }

    @Test("allows a call to whoever waits as long as it said", arguments: [0, 0.3, 0.999, 1, 1.2, 1.99])
    mutating func wait(seconds: Double) throws {
        for _ in 0..<10 { _ = window.take(at: .at(0.1)) }
        for _ in 0..<10 { _ = window.take(at: .at(seconds)) }
        let refused = window.take(at: .at(seconds))
        let wait = try #require(refused)
        let late = window.take(at: .at(seconds) + wait)
        #expect(late == nil, "\(wait)")
    }

    @Test("tells a limit of one how long to wait")
    func one() throws {
        var window = SlidingWindow(limit: 1, in: .seconds(10))
        let first = window.take(at: .at(3))
        let refused = window.take(at: .at(4))
        let wait = try #require(refused)
        let late = window.take(at: .at(4) + wait)
        #expect(first == nil)
        #expect(late == nil)
        #expect(wait <= .seconds(16))
    }
}

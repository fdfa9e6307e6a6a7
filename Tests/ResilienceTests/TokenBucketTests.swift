import Resilience
import Testing

@Suite("A token bucket")
struct TokenBucketTests {
    private var bucket = TokenBucket(rate: 10, burst: 3)

    @Test("allows its burst at once, then one each tenth of a second, and says how long to wait")
    mutating func burst() {
        let waits = [0, 0, 0, 0, 0.05, 0.1, 0.1].map { bucket.take(at: .at($0)) }
        #expect(
            waits == [nil, nil, nil, .milliseconds(100), .milliseconds(50), nil, .milliseconds(100)])
    }

    @Test("holds no more than its burst, however long the pause")
    mutating func full() {
        _ = bucket.take(at: .at(0))
        let allowed = (0..<10).count { _ in bucket.take(at: .at(1_000_000)) == nil }
        #expect(allowed == 3)
    }

    @Test("has a token for whoever waits as long as it said", arguments: [0.3, 1, 7, 1000, 123_456.789])
    func wait(rate: Double) throws {
        var bucket = TokenBucket(rate: rate, burst: 1)
        _ = bucket.take(at: .at(0))
        let refused = bucket.take(at: .at(0))
        let wait = try #require(refused)
        let (early, late) = (bucket.take(at: .at(0) + wait * 0.9), bucket.take(at: .at(0) + wait))
        #expect(early != nil)
        #expect(late == nil)
    }

    @Test("allows its rate over time")
    mutating func rate() {
        let allowed = (0..<100_000).count { bucket.take(at: .at(Double($0) / 1000)) == nil }
        #expect(abs(allowed - 1003) <= 1)
    }

    @Test("gives nothing for a clock that was looked at earlier")
    mutating func backwards() {
        for _ in 0..<3 { _ = bucket.take(at: .at(5)) }
        let waits = [bucket.take(at: .at(1)), bucket.take(at: .at(5))]
        #expect(waits == [.milliseconds(100), .milliseconds(100)])
    }
}

import Testing

@testable import Redis

@Suite("Pauses between attempts to connect")
struct RedisBackoffTests {
    @Test("they double up to the limit, and chance takes at most half of them away")
    func delays() {
        let backoff = RedisBackoff(initial: .milliseconds(50), maximum: .seconds(2))
        #expect(backoff.delay(afterFailures: 0, random: 1) == .zero)
        #expect(backoff.delay(afterFailures: 1, random: 1) == .milliseconds(50))
        #expect(backoff.delay(afterFailures: 1, random: 0) == .milliseconds(25))
        #expect(backoff.delay(afterFailures: 3, random: 1) == .milliseconds(200))
        #expect(backoff.delay(afterFailures: 7, random: 1) == .seconds(2))
        #expect(backoff.delay(afterFailures: .max, random: 1) == .seconds(2))
        #expect(backoff.delay(afterFailures: .max, random: 0) == .seconds(1))
    }
}

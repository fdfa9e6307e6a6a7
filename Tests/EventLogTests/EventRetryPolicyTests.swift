import EventLog
import Testing

@Suite struct EventRetryPolicyTests {
    private let policy = EventRetryPolicy(attempts: 5, firstPause: .milliseconds(200), longestPause: .seconds(30))

    @Test("the pause doubles, less up to half of it", arguments: [(1, 200), (2, 400), (5, 3200), (8, 25600)])
    func doubles(failures: Int, milliseconds: Int) {
        for _ in 0..<50 {
            let pause = policy.pause(afterFailure: failures)
            #expect(pause <= .milliseconds(milliseconds))
            #expect(pause >= .milliseconds(milliseconds) / 2)
        }
    }

    @Test("the pause has an upper bound, after any number of failures", arguments: [9, 100, Int.max])
    func bound(failures: Int) {
        #expect(policy.pause(afterFailure: failures) <= .seconds(30))
        #expect(policy.pause(afterFailure: failures) >= .seconds(15))
    }

    @Test("nonsense is taken for the nearest sense")
    func nonsense() {
        #expect(EventRetryPolicy(attempts: 0).attempts == 1)
        #expect(policy.pause(afterFailure: -3) <= .milliseconds(200))
    }
}

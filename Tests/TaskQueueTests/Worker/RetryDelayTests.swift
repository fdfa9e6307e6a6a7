import Clocks
import Testing

@testable import TaskQueue

@Suite("the delay before a retry")
struct RetryDelayTests {
    @Test("lies where asynq's lies", arguments: RetryDelayVectors.ranges.indices)
    func formula(index: Int) {
        let (retryCount, least, most) = RetryDelayVectors.ranges[index]
        var generator = SeededGenerator(state: UInt64(index))
        var seen: Set<Int64> = []
        for _ in 0..<1_000 {
            seen.insert(RetryDelay.exponential(retryCount: retryCount, using: &generator).components.seconds)
        }
        #expect(seen.min() == least)
        #expect(seen.max() == most)
        #expect(seen.count == 30)
    }

    @Test("does not overflow, whatever the count")
    func extremes() {
        var generator = SeededGenerator(state: 1)
        #expect(RetryDelay.exponential(retryCount: .max, using: &generator) > .seconds(86_400 * 365))
        #expect(RetryDelay.exponential(retryCount: -1, using: &generator) <= .seconds(44))
    }
}

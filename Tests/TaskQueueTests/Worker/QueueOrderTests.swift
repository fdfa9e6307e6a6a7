import Testing

@testable import TaskQueue

/// A generator whose numbers are the same in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

@Suite("the order of queues")
struct QueueOrderTests {
    @Test("each queue comes first in proportion to its weight, and every order has all")
    func weighted() {
        let order = QueueOrder(weights: ["critical": 6, "default": 3, "low": 1], isStrict: false)
        var generator = SeededGenerator(state: 1)
        var first: [String: Int] = [:]
        for _ in 0..<10_000 {
            let queues = order.next(using: &generator)
            #expect(Set(queues).count == 3)
            first[queues[0], default: 0] += 1
        }
        #expect((5_800...6_200).contains(first["critical"]!))
        #expect((2_800...3_200).contains(first["default"]!))
        #expect((850...1_150).contains(first["low"]!))
    }

    @Test("a strict order is that of the weights")
    func strict() {
        let order = QueueOrder(weights: ["low": 1, "critical": 6, "default": 3], isStrict: true)
        var generator = SeededGenerator(state: 1)
        for _ in 0..<10 { #expect(order.next(using: &generator) == ["critical", "default", "low"]) }
    }
}

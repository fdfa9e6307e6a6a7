import Resilience
import Testing

@Suite("A draw among servers")
struct PeerDrawTests {
    /// How often each of so many servers without a past is drawn.
    private func counts(of servers: Int, calls: Int) -> [Int] {
        var draw = PeerDraw(seed: 7)
        return (0..<calls).reduce(into: Array(repeating: 0, count: servers)) { counts, _ in
            counts[draw.index(among: servers, at: .at(0)) { _ in PeerLoad() }] += 1
        }
    }

    @Test("takes the only one there is")
    func one() {
        #expect(counts(of: 1, calls: 10) == [10])
    }

    @Test("takes each as often, where all are alike", arguments: [2, 3, 10])
    func even(servers: Int) {
        let counts = counts(of: servers, calls: 30_000)
        #expect(counts.allSatisfy { abs($0 - 30_000 / servers) < 600 }, "\(counts)")
    }

    @Test("draws again where both of two fail, so that one sound server of four gets nearly all calls")
    func unhealthy() {
        var failing = PeerLoad()
        for _ in 0..<10 {
            failing.began(at: .at(0))
            failing.ended(after: .milliseconds(1), success: false, at: .at(0))
        }
        var draw = PeerDraw(seed: 7)
        let sound = (0..<10_000).count { _ in draw.index(among: 4, at: .at(0.5)) { $0 == 2 ? PeerLoad() : failing } == 2
        }
        // Half of the pairs have it, and there are three draws.
        #expect(abs(sound - 8750) < 200, "\(sound)")
    }
}

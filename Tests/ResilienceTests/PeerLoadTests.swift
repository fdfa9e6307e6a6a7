import Resilience
import Testing

@Suite("The load of a server, as its caller sees it")
struct PeerLoadTests {
    /// A server that answered calls of this length for a while up to the moment 0.
    private func peer(taking milliseconds: Int, success: Bool = true) -> PeerLoad {
        var peer = PeerLoad()
        for call in 0..<100 {
            let now = MonotonicTime.at(Double(call - 100) / 10)
            peer.began(at: now)
            peer.ended(after: .milliseconds(milliseconds), success: success, at: now)
        }
        return peer
    }

    @Test("prefers the faster of two")
    func faster() {
        #expect(PeerLoad.prefersFirst(peer(taking: 1), to: peer(taking: 20), at: .at(0)))
        #expect(!PeerLoad.prefersFirst(peer(taking: 20), to: peer(taking: 1), at: .at(0)))
    }

    @Test("prefers the one with fewer calls under way, where both are as fast")
    func lessBusy() {
        var busy = peer(taking: 5)
        for _ in 0..<3 { busy.began(at: .at(0)) }
        #expect(!PeerLoad.prefersFirst(busy, to: peer(taking: 5), at: .at(0)))
    }

    @Test("prefers the one that answers to the one that fails, however fast it fails")
    func healthy() {
        let failing = peer(taking: 1, success: false)
        #expect(!failing.isHealthy)
        #expect(!PeerLoad.prefersFirst(failing, to: peer(taking: 100), at: .at(0)))
    }

    @Test("chooses the one that was not chosen for a second, so that a recovery is seen")
    func rest() {
        var (slow, fast) = (peer(taking: 100), peer(taking: 1))
        slow.began(at: .at(0))
        fast.began(at: .at(1.1))
        #expect(!PeerLoad.prefersFirst(slow, to: fast, at: .at(0.9)))
        #expect(PeerLoad.prefersFirst(slow, to: fast, at: .at(1.1)))
    }

    @Test("sends a slow one of three fewer calls, and none is forgotten")
    func simulation() {
        var random = SeededRandom()
        let latencies = [0.005, 0.005, 0.05]
        var peers = latencies.map { _ in PeerLoad() }
        var calls = [0, 0, 0]
        var underWay: [(end: Double, peer: Int)] = []
        for call in 0..<20_000 {
            let now = Double(call) / 1000
            for (end, peer) in underWay where end <= now {
                peers[peer].ended(after: .seconds(latencies[peer]), success: true, at: .at(end))
            }
            underWay.removeAll { $0.end <= now }
            let pair = Array(peers.indices.shuffled(using: &random).prefix(2))
            let first = PeerLoad.prefersFirst(peers[pair[0]], to: peers[pair[1]], at: .at(now))
            let chosen = pair[first ? 0 : 1]
            peers[chosen].began(at: .at(now))
            calls[chosen] += 1
            underWay.append((now + latencies[chosen], chosen))
        }
        #expect(calls[2] < 20_000 / 10, "\(calls)")
        #expect(calls[2] > 10, "\(calls)")
        #expect(abs(calls[0] - calls[1]) < 2000, "\(calls)")
    }
}

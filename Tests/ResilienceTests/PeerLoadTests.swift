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

    @Test("does not send all calls to one that was not called yet, as nothing is known of it")
    func unknown() {
        var (known, fresh) = (peer(taking: 5), PeerLoad())
        var calls = [0, 0]
        for _ in 0..<100 {
            let first = PeerLoad.prefersFirst(known, to: fresh, at: .at(0))
            if first { known.began(at: .at(0)) } else { fresh.began(at: .at(0)) }
            calls[first ? 0 : 1] += 1
        }
        #expect(calls == [50, 50])
    }

    @Test("leaves one alone that fails after seven calls, and not only after seconds")
    func failing() {
        var (failing, sound) = (peer(taking: 5), peer(taking: 5))
        sound.began(at: .at(0))
        sound.ended(after: .milliseconds(5), success: true, at: .at(0))
        var calls = 0
        while calls < 100, PeerLoad.prefersFirst(failing, to: sound, at: .at(0)) {
            failing.began(at: .at(0))
            failing.ended(after: .microseconds(100), success: false, at: .at(0))
            calls += 1
        }
        #expect(calls == 7)
    }

    @Test("uses one again within seconds of its recovery, however slow it was, or however often it failed")
    func recovery() {
        for (latency, success) in [(1000, true), (5, false)] {
            var (ill, sound) = (peer(taking: latency, success: success), peer(taking: 5))
            // Only its turn each second lets it show that it is well again.
            for second in 1...9 {
                let now = MonotonicTime.at(Double(second) * 1.01)
                sound.began(at: now)
                sound.ended(after: .milliseconds(5), success: true, at: now)
                ill.began(at: now)
                ill.ended(after: .milliseconds(4), success: true, at: now)
            }
            #expect(ill.isHealthy)
            #expect(PeerLoad.prefersFirst(ill, to: sound, at: .at(9.2)) || latency == 1000)
            for second in 10...20 {
                let now = MonotonicTime.at(Double(second) * 1.01)
                ill.began(at: now)
                ill.ended(after: .milliseconds(4), success: true, at: now)
            }
            sound.began(at: .at(20.5))
            sound.ended(after: .milliseconds(5), success: true, at: .at(20.5))
            #expect(PeerLoad.prefersFirst(ill, to: sound, at: .at(20.5)))
        }
    }

    @Test("forgets a call that was given up, and judges nothing by it")
    func abandoned() {
        var given = peer(taking: 5)
        given.began(at: .at(0))
        given.abandoned()
        given.abandoned()
        #expect(given.underWay == 0)
        #expect(given.isHealthy)
    }

    @Test("sends a slow one of three fewer calls, and none is forgotten")
    func simulation() {
        var draw = PeerDraw(seed: 1)
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
            let chosen = draw.index(among: peers.count, at: .at(now)) { peers[$0] }
            peers[chosen].began(at: .at(now))
            calls[chosen] += 1
            underWay.append((now + latencies[chosen], chosen))
        }
        #expect(calls[2] < 20_000 / 10, "\(calls)")
        #expect(calls[2] > 10, "\(calls)")
        #expect(abs(calls[0] - calls[1]) < 2000, "\(calls)")
    }
}

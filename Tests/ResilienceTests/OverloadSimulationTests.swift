import Resilience
import Testing

/// A server of two processors at which each request works for 10 ms, one after the other in the order in which they came:
/// it manages 200 a second. Whoever asks gives up after 250 ms; the server does not know, and works for nobody.
private struct ServerSimulation {
    private static let processors = 2
    private static let work = 0.01
    private static let patience = 0.25

    private var shedder: AdaptiveShedder?
    private var load = ProcessorLoad()
    private var random = SeededRandom()
    /// When each processor is free.
    private var free = Array(repeating: 0.0, count: processors)
    /// When requests end that were let in, with when they came; in order.
    private var ends: [(end: Double, came: Double)] = []
    private var ended = 0
    private var sampled = 0.0

    init(shedding: Bool) {
        shedder = shedding ? AdaptiveShedder() : nil
    }

    /// Requests come by chance.
    /// - Returns: how many were answered in time, a second, from the fifth second on.
    mutating func goodput(rate: Double, seconds: Double) -> Double {
        var (now, answered) = (0.0, 0)
        while now < seconds {
            now += random.interval(rate: rate)
            settle(until: now)
            if let admitted = shedder?.admits(load: load.share, at: .at(now)), !admitted { continue }
            let processor = free.indices.min { free[$0] < free[$1] }!
            let end = max(now, free[processor]) + Self.work
            free[processor] = end
            ends.append((end, now))
            if now >= 5, end - now <= Self.patience { answered += 1 }
        }
        return Double(answered) / (seconds - 5)
    }

    /// What happens up to a moment: requests end, and the load is read each 250 ms.
    private mutating func settle(until now: Double) {
        while sampled + 0.25 <= now {
            sampled += 0.25
            finish(until: sampled)
            // What a processor has been given to do but has not done yet is not used.
            let busy = Double(ends.count) * Self.work - free.reduce(0) { $0 + max(0, $1 - sampled) }
            load.add(ProcessorReading(used: .seconds(busy), cores: Double(Self.processors)), at: .at(sampled))
        }
        finish(until: now)
    }

    private mutating func finish(until now: Double) {
        while ended < ends.count, ends[ended].end <= now {
            let (end, came) = ends[ended]
            shedder?.ended(after: .seconds(end - came), well: true, at: .at(end))
            ended += 1
        }
    }
}

@Suite("A server under three times the load it can carry")
struct OverloadSimulationTests {
    private func goodput(rate: Double, shedding: Bool) -> Double {
        var server = ServerSimulation(shedding: shedding)
        return server.goodput(rate: rate, seconds: 25)
    }

    @Test("answers nobody in time without a shedder")
    func without() {
        #expect(goodput(rate: 600, shedding: false) < 10)
    }

    @Test("answers more than four fifths of the most it can, with one")
    func with() {
        let best = goodput(rate: 190, shedding: false)
        #expect(best > 170)
        for rate in [200.0, 300, 400, 600] {
            let shed = goodput(rate: rate, shedding: true)
            #expect(shed > 0.8 * best, "\(rate) a second: \(shed) of \(best)")
        }
    }

    @Test("refuses nobody below its capacity")
    func below() {
        #expect(abs(goodput(rate: 120, shedding: true) - goodput(rate: 120, shedding: false)) < 1)
    }
}

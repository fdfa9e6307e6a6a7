import Resilience
import Testing

@Suite("An adaptive shedder")
struct AdaptiveShedderTests {
    /// A shedder that saw `rate` requests a second of `seconds` each, for two seconds.
    private func shedder(rate: Int, taking seconds: Double, bearing latency: Duration = .zero) -> AdaptiveShedder {
        var limits = AdaptiveShedder.Limits()
        limits.bearableLatency = latency
        var shedder = AdaptiveShedder(limits: limits)
        for request in 0..<2 * rate {
            let now = MonotonicTime.at(Double(request) / Double(rate))
            _ = shedder.admits(load: 0, at: now)
            shedder.ended(after: .seconds(seconds), well: true, at: now)
        }
        return shedder
    }

    @Test("knows its capacity by Little's law: what it finishes in a second, times what a request takes")
    func capacity() {
        var shedder = shedder(rate: 1000, taking: 0.02)
        let capacity = shedder.capacity(at: .at(2))
        #expect(abs(capacity - 20) < 0.5)
    }

    @Test("knows nothing of a capacity without a past, nor after five seconds without requests")
    func unknownCapacity() {
        var fresh = AdaptiveShedder()
        var old = shedder(rate: 1000, taking: 0.02)
        let capacities = [fresh.capacity(at: .at(0)), old.capacity(at: .at(7.1))]
        #expect(capacities == [.infinity, .infinity])
    }

    @Test("refuses none of a load that begins while the processor is busy, and few where there was another before")
    func beginning() {
        // 64 clients, each of which asks again as soon as it is answered, after 30 ms, or a millisecond after a refusal.
        func refused(by shedder: AdaptiveShedder) -> Int {
            var shedder = shedder
            var refused = 0
            var clients = (0..<64).map { (isServed: false, next: 2.05 + Double($0) * 0.0005) }
            for _ in 0..<10_000 {
                let client = clients.indices.min { clients[$0].next < clients[$1].next }!
                let now = clients[client].next
                if clients[client].isServed { shedder.ended(after: .milliseconds(30), well: true, at: .at(now)) }
                let isAdmitted = shedder.admits(load: 1, at: .at(now))
                clients[client] = (isAdmitted, now + (isAdmitted ? 0.03 : 0.001))
                if !isAdmitted { refused += 1 }
            }
            return refused
        }
        #expect(refused(by: AdaptiveShedder()) == 0)
        let refused = refused(by: shedder(rate: 50, taking: 0.03, bearing: .milliseconds(100)))
        // They ask a thousand times a second while they are refused: these are some 20 ms.
        #expect((1..<1100).contains(refused), "\(refused)")
    }

    @Test("refuses nothing while the processor has room, however many requests are under way")
    func idle() {
        var shedder = shedder(rate: 1000, taking: 0.02)
        let admitted = (0..<10_000).count { _ in shedder.admits(load: 0.89, at: .at(2)) }
        #expect(admitted == 10_000)
        #expect(shedder.underWay == 10_000)
    }

    @Test("lets a burst in though the processor is busy, and refuses when there are too many for long")
    func burst() {
        var shedder = shedder(rate: 1000, taking: 0.02)
        let admitted = (0..<100).count { _ in shedder.admits(load: 0.9, at: .at(2)) }
        #expect(admitted == 100)
        // As requests end and others come, the mean nears the number under way.
        var refused = 0
        for _ in 0..<40 {
            shedder.ended(after: .milliseconds(100), well: true, at: .at(2))
            if !shedder.admits(load: 0.9, at: .at(2)) { refused += 1 }
        }
        #expect(refused > 20)
    }

    @Test("gives out less of its capacity the less room the processor has, and a tenth in any case")
    func share() {
        func allowed(load: Double) -> Int {
            var shedder = shedder(rate: 1000, taking: 0.1)
            // A hundred are what it manages; bring the mean above that.
            for _ in 0..<300 { _ = shedder.admits(load: 0, at: .at(2)) }
            for _ in 0..<100 { shedder.ended(after: .milliseconds(100), well: false, at: .at(2)) }
            while !shedder.admits(load: load, at: .at(2)), shedder.underWay > 0 {
                shedder.ended(after: .milliseconds(100), well: false, at: .at(2))
            }
            return shedder.underWay
        }
        #expect(allowed(load: 0.9) > 90)
        #expect(allowed(load: 0.95) < 90)
        #expect(allowed(load: 1) < allowed(load: 0.95))
        #expect(allowed(load: 1) > 5)
    }

    @Test("refuses none that would be answered soon, however busy the processor is")
    func bearable() {
        func allowed(bearing latency: Duration) -> Int {
            var shedder = shedder(rate: 1000, taking: 0.002, bearing: latency)
            for _ in 0..<300 { _ = shedder.admits(load: 0, at: .at(2)) }
            for _ in 0..<100 { shedder.ended(after: .milliseconds(2), well: false, at: .at(2)) }
            while !shedder.admits(load: 1, at: .at(2)), shedder.underWay > 0 {
                shedder.ended(after: .milliseconds(2), well: false, at: .at(2))
            }
            return shedder.underWay
        }
        #expect(allowed(bearing: .zero) <= 2)
        // A thousand a second are a hundred in a tenth of a second.
        #expect(abs(allowed(bearing: .milliseconds(100)) - 100) < 5)
    }

    @Test("is judged by what it finished though it did so now and then", arguments: [(0.0, true), (1.5, false)])
    func bursts(first: Double, isJudged: Bool) {
        var limits = AdaptiveShedder.Limits()
        limits.bearableLatency = .zero
        var shedder = AdaptiveShedder(limits: limits)
        for time in [first, 2] {
            for _ in 0..<6 { _ = shedder.admits(load: 0, at: .at(time)) }
            for _ in 0..<6 { shedder.ended(after: .milliseconds(500), well: true, at: .at(time)) }
        }
        // Sixty a second, each of half a second, are thirty, of which a tenth is given out where nothing is free.
        let admitted = (0..<20).count { _ in
            _ = shedder.admits(load: 0, at: .at(2))
            shedder.ended(after: .milliseconds(500), well: false, at: .at(2))
            return shedder.admits(load: 1, at: .at(2))
        }
        #expect((admitted < 20) == isJudged, "\(admitted)")
    }

    @Test("lets one request in, whatever its past says")
    func one() {
        var shedder = shedder(rate: 10, taking: 0.001)
        let isAdmitted = shedder.admits(load: 1, at: .at(2))
        #expect(isAdmitted)
    }

    @Test("stays alert for a second after it refused")
    func coolOff() {
        var shedder = shedder(rate: 1000, taking: 0.02)
        for _ in 0..<200 { _ = shedder.admits(load: 0, at: .at(2)) }
        for _ in 0..<50 { shedder.ended(after: .milliseconds(20), well: false, at: .at(2)) }
        let admitted = [(1, 2), (0.5, 2.9), (0.5, 3.1)].map { shedder.admits(load: $0, at: .at($1)) }
        #expect(admitted == [false, false, true])
    }
}

import Resilience
import Testing

@Suite("A circuit breaker")
struct CircuitBreakerTests {
    private var random = SeededRandom()

    /// A breaker that was told of so many calls at one moment.
    private func breaker(successes: Int, failures: Int, at seconds: Double = 0) -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<successes { breaker.record(success: true, at: .at(seconds)) }
        for _ in 0..<failures { breaker.record(success: false, at: .at(seconds)) }
        return breaker
    }

    @Test(
        "refuses by the formula of the book",
        arguments: [
            // Five calls are too few to judge by.
            (0, 5, 0), (0, 6, 1 / 7), (0, 100, 95 / 101), (100, 0, 0), (100, 45, 0), (100, 65, 10 / 166),
            (50, 100, 70 / 151),
        ] as [(Int, Int, Double)])
    func ratio(successes: Int, failures: Int, expected: Double) {
        var breaker = breaker(successes: successes, failures: failures)
        let ratio = breaker.refusalRatio(at: .at(0))
        #expect(abs(ratio - expected) < 1e-9)
    }

    @Test("tolerates less the longer nothing but failures come")
    func shrinkingTolerance() {
        var breaker = breaker(successes: 100, failures: 0)
        // Twenty steps of a quarter of a second with five failures each: k is 1.5 − 0.4 × 20 / 40.
        for step in 1...20 {
            for _ in 0..<5 { breaker.record(success: false, at: .at(Double(step) * 0.25)) }
        }
        let ratio = breaker.refusalRatio(at: .at(5))
        #expect(abs(ratio - (195 - 1.3 * 100) / 201) < 1e-9)
    }

    @Test("refuses less the longer nothing but successes come")
    func recovery() {
        var breaker = breaker(successes: 0, failures: 1000)
        for step in 1...10 { breaker.record(success: true, at: .at(Double(step) * 0.25)) }
        let ratio = breaker.refusalRatio(at: .at(2.5))
        // Of 1,010 calls ten succeeded; ten steps of forty had successes alone.
        #expect(abs(ratio - 990.0 / 1011 * 30 / 40) < 1e-9)
    }

    @Test("forgets after ten seconds")
    func forgets() {
        var breaker = breaker(successes: 0, failures: 100)
        let ratios = [9.7, 10, 1_000_000].map { breaker.refusalRatio(at: .at($0)) }
        #expect(ratios[0] > 0.9)
        #expect(ratios[1...] == [0, 0])
    }

    @Test("counts what it refuses, so that it does not open by refusing")
    mutating func countsRefusals() {
        var breaker = breaker(successes: 10, failures: 100)
        let before = breaker.refusalRatio(at: .at(0))
        var refused = 0
        for _ in 0..<1000 where !breaker.admits(at: .at(0), using: &random) { refused += 1 }
        let after = breaker.refusalRatio(at: .at(0))
        #expect(refused > 700)
        #expect(after > before)
    }

    @Test("lets a call through each second, whatever happened")
    mutating func probes() {
        var breaker = CircuitBreaker()
        var admitted: [Double] = []
        // A call each 10 ms for 30 s, and none succeeds.
        for call in 0..<3000 {
            let second = Double(call) / 100
            guard breaker.admits(at: .at(second), using: &random) else { continue }
            admitted.append(second)
            breaker.record(success: false, at: .at(second))
        }
        let gaps = zip(admitted, admitted.dropFirst()).map { $1 - $0 }
        #expect(gaps.allSatisfy { $0 < 1.02 })
        #expect(admitted.count { $0 > 10 } < 60)
    }

    @Test("is not confused by a caller that looked at the clock before another")
    func backwards() {
        var breaker = breaker(successes: 0, failures: 100, at: 5)
        breaker.record(success: true, at: .at(1))
        let ratio = breaker.refusalRatio(at: .at(0))
        #expect(ratio > 0.8)
    }

    /// A call each 10 ms for a minute; the dependency fails by chance.
    /// - Returns: of the last 50 seconds, the share of calls that reached the dependency.
    private mutating func reaching(failing: Double) -> Double {
        var breaker = CircuitBreaker()
        var reached = 0
        for call in 0..<6000 {
            let now = MonotonicTime.at(Double(call) / 100)
            guard breaker.admits(at: now, using: &random) else { continue }
            if call >= 1000 { reached += 1 }
            breaker.record(success: Double.random(in: 0..<1, using: &random) >= failing, at: now)
        }
        return Double(reached) / 5000
    }

    @Test("spares a dependency that fails 60 % most of its calls, and one that fails 10 % none")
    mutating func simulation() {
        let (sound, shaky, failing) = (reaching(failing: 0), reaching(failing: 0.1), reaching(failing: 0.6))
        #expect(sound == 1)
        #expect(shaky > 0.99)
        #expect(failing < 0.25 && failing > 0.01, "\(failing)")
    }

    /// What a minute in which a dependency fails 60 % of its calls is like.
    private struct Incident {
        var calls = 0
        /// Those that were let through, of the whole minute and of its second half.
        var reached = (whole: 0, late: 0)
        /// Those that callers waited for in vain.
        var failed = 0
        /// When the last call was refused, in seconds after the dependency had recovered.
        var lastRefusal = 0.0
    }

    /// Calls come by chance, a hundred a second; the dependency is ill from the tenth second to the seventieth.
    private mutating func incident(breaking: Bool) -> Incident {
        var (breaker, incident, now) = (CircuitBreaker(), Incident(), 0.0)
        while now < 100 {
            now += random.interval(rate: 100)
            let isIll = (10..<70).contains(now)
            if isIll { incident.calls += 1 }
            guard !breaking || breaker.admits(at: .at(now), using: &random) else {
                if now >= 70 { incident.lastRefusal = now - 70 }
                continue
            }
            let succeeds = !isIll || Double.random(in: 0..<1, using: &random) >= 0.6
            if isIll { incident.reached.whole += 1 }
            if isIll && now >= 40 { incident.reached.late += 1 }
            if !succeeds { incident.failed += 1 }
            breaker.record(success: succeeds, at: .at(now))
        }
        return incident
    }

    @Test("has few callers wait in vain for a dependency that fails 60 %, and is closed seconds after it recovered")
    mutating func simulationOfIncident() {
        let (without, with) = (incident(breaking: false), incident(breaking: true))
        #expect(without.reached.whole == without.calls)
        #expect(with.failed < without.failed / 2, "\(with), \(without)")
        // In the first ten seconds the successes from before still speak for it; from then on it is spared.
        #expect(with.reached.whole < with.calls / 2, "\(with)")
        #expect(with.reached.late < with.calls / 2 / 5, "\(with)")
        #expect(with.lastRefusal > 0 && with.lastRefusal < 10, "\(with)")
    }

    @Test("is closed again within its window once the dependency has recovered")
    mutating func simulationOfRecovery() {
        var breaker = CircuitBreaker()
        var refusedLate = 0
        for call in 0..<6000 {
            let second = Double(call) / 100
            guard breaker.admits(at: .at(second), using: &random) else {
                if second > 42 { refusedLate += 1 }
                continue
            }
            breaker.record(success: second >= 30, at: .at(second))
        }
        #expect(refusedLate == 0)
    }
}

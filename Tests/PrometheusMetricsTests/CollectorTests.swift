import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("Figures that others keep")
struct CollectorTests {
    private let test = TestRegistry()

    @Test("stand in the document in their place, as they are at the scrape")
    func collected() {
        test.counter("z.recorded").increment()
        let readings = Readings()
        test.registry.add {
            [.gauge("memory_bytes", readings.next(), help: "Memory."), .counter("cpu_total", 2.5, help: "CPU.")]
        }
        #expect(test.samples() == ["cpu_total 2.5", "memory_bytes 1", "z_recorded_total 1"])
        #expect(test.samples() == ["cpu_total 2.5", "memory_bytes 2", "z_recorded_total 1"])
        #expect(test.text(.openMetrics).contains("# TYPE cpu counter"))
    }

    @Test("become one metric where several read the same, and of the same labels the first is kept")
    func merged() {
        for (cache, hits) in [("b", 1.0), ("a", 2), ("b", 9)] {
            test.registry.add { [.counter("cache_hits_total", [([("cache", cache)], hits)], help: "Hits.")] }
        }
        #expect(test.samples() == [#"cache_hits_total{cache="a"} 2"#, #"cache_hits_total{cache="b"} 1"#])
    }

    @Test("are left out where a metric that is recorded takes up their name")
    func conflict() {
        test.timer("lag_seconds").recordSeconds(1)
        test.registry.add { [.counter("others_total", 1, help: ""), .gauge("lag_seconds_sum", 7, help: "")] }
        #expect(!test.text().contains("lag_seconds_sum 7"))
        #expect(test.text().contains("others_total 1"))
    }

    @Test("are left out where another collector has the name for another kind")
    func otherKind() {
        test.registry.add { [.gauge("x_total", 1, help: "")] }
        test.registry.add { [.counter("x_total", 2, help: "")] }
        #expect(test.samples() == ["x_total 1"])
    }

    @Test("have labels that are made valid")
    func labels() {
        test.registry.add { [.gauge("g", [([("1st", "a\"b"), ("empty", "")], 1)], help: "")] }
        #expect(test.samples() == [#"g{_1st="a\"b"} 1"#])
    }
}

private final class Readings: Sendable {
    private let count = AtomicDouble()

    func next() -> Double {
        count.add(1)
        return count.value
    }
}

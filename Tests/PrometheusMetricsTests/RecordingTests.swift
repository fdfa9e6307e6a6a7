import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("Recording")
struct RecordingTests {
    @Test("from many tasks at once adds up", .timeLimit(.minutes(10)))
    func concurrent() async {
        let test = TestRegistry(.init(buckets: ["h": HistogramBuckets([1, 2, 3])]))
        let (tasks, rounds) = (8, 5000)
        await withTaskGroup { group in
            for _ in 0..<tasks {
                group.addTask {
                    for round in 0..<rounds {
                        // Made anew each time, so that creation races too.
                        test.counter("c", [("lane", "\(round % 7)")]).increment()
                        test.floatingPointCounter("f").increment(by: 0.25)
                        test.meter("g").increment(by: 1)
                        test.recorder("h").record(round % 4 + 1)
                    }
                }
                group.addTask { for _ in 0..<20 { _ = test.registry.document(.text) } }
            }
        }
        let total = tasks * rounds
        let samples = test.samples()
        let counted = samples.filter { $0.hasPrefix("c_total") }.compactMap { Int($0.split(separator: " ")[1]) }
        #expect(counted.count == 7)
        #expect(counted.reduce(0, +) == total)
        #expect(samples.contains("f_total \(total / 4)"))
        #expect(samples.contains("g \(total)"))
        #expect(samples.contains(#"h_bucket{le="1.0"} \#(total / 4)"#))
        #expect(samples.contains(#"h_bucket{le="3.0"} \#(total / 4 * 3)"#))
        #expect(samples.contains("h_count \(total)"))
        #expect(samples.contains("h_sum \(total / 4 * 10)"))
    }

    @Test("a counter takes integers and fractions under one name")
    func mixedCounter() {
        let test = TestRegistry()
        test.counter("x").increment(by: 2)
        test.floatingPointCounter("x").increment(by: 0.5)
        #expect(test.samples() == ["x_total 2.5"])
        test.counter("x").reset()
        #expect(test.samples() == ["x_total 0"])
    }

    @Test("a counter never falls and never stops being a number")
    func counterIgnores() {
        let test = TestRegistry()
        test.counter("x").increment(by: 3)
        test.counter("x").increment(by: -2)
        test.counter("x").increment(by: Int64.min)
        for amount in [Double.nan, .infinity, -.infinity, -1, 0] {
            // The handler is asked for itself: its front drops some of these.
            test.factory.makeFloatingPointCounter(label: "x", dimensions: []).increment(by: amount)
        }
        #expect(test.samples() == ["x_total 3"])
    }

    @Test("a gauge rises, falls and is set; steps that are not finite are ignored")
    func gauge() {
        let test = TestRegistry()
        let gauge = test.factory.makeMeter(label: "x", dimensions: [])
        gauge.set(Int64(10))
        gauge.increment(by: 2.5)
        gauge.decrement(by: 5)
        for amount in [Double.nan, .infinity, -.infinity] {
            gauge.increment(by: amount)
            gauge.decrement(by: amount)
        }
        #expect(test.samples() == ["x 7.5"])
    }

    @Test("a recorder that does not aggregate keeps the last value")
    func lastValue() {
        let test = TestRegistry()
        test.recorder("x", aggregate: false).record(1)
        test.recorder("x", aggregate: false).record(0.5)
        #expect(test.samples() == ["x 0.5"])
    }

    @Test("a metric that is destroyed is gone, and starts anew when it is made again")
    func destroy() {
        let test = TestRegistry()
        let first = test.counter("x", [("a", "1")])
        first.increment()
        test.counter("x", [("a", "2")]).increment()
        first.destroy()
        #expect(test.samples() == [#"x_total{a="2"} 1"#])
        test.counter("x", [("a", "1")]).increment(by: 5)
        first.destroy()
        #expect(test.samples() == [#"x_total{a="1"} 5"#, #"x_total{a="2"} 1"#])
    }

    @Test("every type of metric can be destroyed")
    func destroyAll() {
        let test = TestRegistry()
        test.counter("a").destroy()
        test.floatingPointCounter("b").destroy()
        test.meter("c").destroy()
        test.recorder("d").destroy()
        test.timer("e").destroy()
        #expect(test.text().isEmpty)
    }
}

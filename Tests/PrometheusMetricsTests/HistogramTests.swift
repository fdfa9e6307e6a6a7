import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("A histogram")
struct HistogramTests {
    @Test("counts a value that is equal to a bound in that bound's bucket")
    func inclusiveBounds() {
        let test = TestRegistry(.init(buckets: ["x": HistogramBuckets([1, 2, 5])]))
        let histogram = test.recorder("x")
        for value in [1.0, 1.0.nextUp, 2, 5, 5.0.nextUp] { histogram.record(value) }
        #expect(
            test.samples().prefix(4) == [
                #"x_bucket{le="1.0"} 1"#, #"x_bucket{le="2.0"} 3"#, #"x_bucket{le="5.0"} 4"#, #"x_bucket{le="+Inf"} 5"#,
            ])
    }

    @Test(
        "of a timer counts a duration that is equal to a bound in that bound's bucket",
        arguments: [
            ("call", HistogramBuckets.seconds, 1e9), ("call_ms", .milliseconds, 1e6),
        ])
    func inclusiveDurations(_ label: String, _ buckets: HistogramBuckets, _ nanosecondsPerUnit: Double) throws {
        for (index, bound) in buckets.bounds.enumerated() {
            let test = TestRegistry()
            test.timer(label).recordNanoseconds(Int64((bound * nanosecondsPerUnit).rounded()))
            let family = try #require(test.registry.families().first)
            guard case .histogram(let histogram) = family.series[0].value else {
                Issue.record("\(family.series[0].value) is no histogram")
                continue
            }
            #expect(histogram.tallies.firstIndex(of: 1) == index, "\(bound)")
        }
    }

    @Test("counts zero and below in the first bucket, and what is huge in the last")
    func extremes() {
        let test = TestRegistry(.init(buckets: ["x": HistogramBuckets([0, 1])]))
        for value in [0.0, -5, -.greatestFiniteMagnitude, .greatestFiniteMagnitude] { test.recorder("x").record(value) }
        #expect(
            test.samples().filter { !$0.hasPrefix("x_sum") } == [
                #"x_bucket{le="0.0"} 3"#, #"x_bucket{le="1.0"} 3"#, #"x_bucket{le="+Inf"} 4"#, "x_count 4",
            ])
    }

    @Test(
        "leaves out what is not a finite number, which would spoil its sum for ever",
        arguments: [
            Double.nan, .infinity, -.infinity,
        ])
    func notFinite(_ value: Double) {
        let test = TestRegistry(.init(buckets: ["x": HistogramBuckets([1])]))
        test.recorder("x").record(0.5)
        test.recorder("x").record(value)
        #expect(test.samples().suffix(2) == ["x_sum 0.5", "x_count 1"])
    }

    @Test("of a timer counts a negative duration as none")
    func negativeDuration() {
        let test = TestRegistry(.init(buckets: ["x": HistogramBuckets([1])]))
        test.timer("x").recordNanoseconds(-1)
        #expect(
            test.samples() == [
                #"x_seconds_bucket{le="1.0"} 1"#, #"x_seconds_bucket{le="+Inf"} 1"#, "x_seconds_sum 0",
                "x_seconds_count 1",
            ])
    }

    @Test("without bounds has one bucket")
    func noBounds() {
        let test = TestRegistry(.init(buckets: ["x": HistogramBuckets([])]))
        test.recorder("x").record(7)
        #expect(test.samples() == [#"x_bucket{le="+Inf"} 1"#, "x_sum 7", "x_count 1"])
    }

    @Test("is exposed in the unit that its timer's name ends in")
    func units() {
        let test = TestRegistry()
        test.timer("a.seconds").recordMilliseconds(1500)
        test.timer("b_ms").recordMilliseconds(1500)
        test.timer("c").recordMilliseconds(1500)
        #expect(
            test.samples().filter { $0.contains("_sum") } == [
                "a_seconds_sum 1.5", "b_ms_sum 1500", "c_seconds_sum 1.5",
            ])
    }

    @Test("has the buckets of its unit unless it has its own")
    func buckets() {
        let own = HistogramBuckets([1, 2])
        let configuration = PrometheusRegistry.Configuration(buckets: ["own.call": own, "own_size": own])
        #expect(configuration.buckets(of: .timer("own.call")) == own)
        #expect(configuration.buckets(of: .value("own.size")) == own)
        #expect(configuration.buckets(of: .timer("call")) == .seconds)
        #expect(configuration.buckets(of: .timer("call_duration_ms")) == .milliseconds)
        #expect(configuration.buckets(of: .value("wait_seconds")) == .seconds)
        #expect(configuration.buckets(of: .value("batch.size")) == .quantities)
        #expect(HistogramBuckets.seconds.bounds.first == 0.0001)
        #expect(HistogramBuckets.seconds.bounds.last == 60)
    }
}

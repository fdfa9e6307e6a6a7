import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("A name")
struct LimitTests {
    @Test("belongs to the type that had it first; others are logged once and record nothing")
    func conflict() {
        let test = TestRegistry()
        test.meter("x").set(1)
        for _ in 0..<3 { test.recorder("x").record(5) }
        #expect(test.samples() == ["x 1"])
        #expect(
            test.logged == [
                "error: a metric is not recorded: its name belongs to another label=x owner=x ownerType=gauge type=histogram"
            ])
    }

    @Test(
        "that a histogram or counter would write is taken as well, whoever comes first",
        arguments: [
            ("x", "x.count"), ("x", "x_sum"), ("x", "x_bucket"), ("x.count", "x"), ("x_bucket", "x"),
        ])
    func derivedNames(_ first: String, _ second: String) {
        let test = TestRegistry()
        for label in [first, second] {
            if label == "x" { test.recorder(label).record(1) } else { test.meter(label).set(1) }
        }
        #expect(test.registry.families().count == 1)
        #expect(test.logged.count == 1)
    }

    @Test("of a counter is taken without its ending too, as OpenMetrics writes it")
    func counterAndGauge() {
        let test = TestRegistry()
        test.counter("x").increment()
        test.meter("x").set(1)
        test.meter("x_total").set(1)
        #expect(test.samples() == ["x_total 1"])
        #expect(test.logged.count == 2)
    }

    @Test("is free again once its last series is destroyed")
    func freed() {
        let test = TestRegistry()
        let gauge = test.meter("x")
        gauge.set(1)
        gauge.destroy()
        test.counter("x").increment()
        #expect(test.samples() == ["x_total 1"])
        #expect(test.logged.isEmpty)
    }

    @Test("that was refused can be destroyed without harm to its owner")
    func destroyRefused() {
        let test = TestRegistry()
        test.meter("x").set(1)
        test.recorder("x").destroy()
        test.recorder("x", aggregate: false).record(2)
        #expect(test.samples() == ["x 2"])
    }

    @Test("has so many label sets and no more; the further ones share a series, and that is logged once")
    func cardinality() {
        let test = TestRegistry(.init(maximumSeries: 2))
        for user in 0..<5 { test.counter("x", [("user", "\(user)")]).increment() }
        test.counter("x", [("user", "1")]).increment()
        test.counter("y", [("user", "1")]).increment()
        #expect(
            test.samples() == [
                #"x_total{overflow="true"} 3"#, #"x_total{user="0"} 1"#, #"x_total{user="1"} 2"#,
                #"y_total{user="1"} 1"#,
            ])
        #expect(
            test.logged == [
                #"warning: a metric has too many label sets; the further ones are recorded together"#
                    + #" first=user="2" limit=2 metric=x_total"#
            ])
    }

    @Test("keeps the series that is shared, whichever of its users is destroyed")
    func overflowStays() {
        let test = TestRegistry(.init(maximumSeries: 1))
        test.counter("x", [("user", "1")]).increment()
        let second = test.counter("x", [("user", "2")])
        let third = test.counter("x", [("user", "3")])
        second.increment()
        second.destroy()
        third.increment()
        #expect(test.samples() == [#"x_total{overflow="true"} 2"#, #"x_total{user="1"} 1"#])
    }

    @Test("has room for 10,000 label sets unless told otherwise")
    func defaultLimit() {
        #expect(PrometheusRegistry.Configuration().maximumSeries == 10_000)
    }
}

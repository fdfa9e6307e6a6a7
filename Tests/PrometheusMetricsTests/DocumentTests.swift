import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("The document")
struct DocumentTests {
    /// One metric of each type, with and without labels, made in no order.
    private func example() -> TestRegistry {
        let test = TestRegistry(.init(buckets: ["order.close": HistogramBuckets([0.001, 1])]))
        test.registry.describe("order.close", "How long an order takes to close.")
        test.registry.describe("orders_placed_total", "Orders placed, by channel.")
        test.counter("orders.placed", [("channel", "web")]).increment(by: 2)
        test.counter("orders.placed", [("channel", "app")]).increment()
        test.floatingPointCounter("revenue_fen_total").increment(by: 0.5)
        test.meter("queue.size").set(-3)
        test.timer("order.close").recordMilliseconds(1)
        test.timer("order.close").recordMilliseconds(250)
        test.timer("order.close").recordSeconds(2)
        return test
    }

    @Test("in Prometheus text has HELP, TYPE and samples, sorted by name and labels")
    func text() {
        #expect(
            example().text(.text) == """
                # HELP order_close_seconds How long an order takes to close.
                # TYPE order_close_seconds histogram
                order_close_seconds_bucket{le="0.001"} 1
                order_close_seconds_bucket{le="1.0"} 2
                order_close_seconds_bucket{le="+Inf"} 3
                order_close_seconds_sum 2.251
                order_close_seconds_count 3
                # HELP orders_placed_total Orders placed, by channel.
                # TYPE orders_placed_total counter
                orders_placed_total{channel="app"} 1
                orders_placed_total{channel="web"} 2
                # HELP queue_size queue.size
                # TYPE queue_size gauge
                queue_size -3
                # HELP revenue_fen_total revenue_fen_total
                # TYPE revenue_fen_total counter
                revenue_fen_total 0.5

                """)
    }

    @Test("in OpenMetrics names counters without _total in HELP and TYPE, and ends in EOF")
    func openMetrics() {
        #expect(
            example().text(.openMetrics) == """
                # HELP order_close_seconds How long an order takes to close.
                # TYPE order_close_seconds histogram
                order_close_seconds_bucket{le="0.001"} 1
                order_close_seconds_bucket{le="1.0"} 2
                order_close_seconds_bucket{le="+Inf"} 3
                order_close_seconds_sum 2.251
                order_close_seconds_count 3
                # HELP orders_placed Orders placed, by channel.
                # TYPE orders_placed counter
                orders_placed_total{channel="app"} 1
                orders_placed_total{channel="web"} 2
                # HELP queue_size queue.size
                # TYPE queue_size gauge
                queue_size -3
                # HELP revenue_fen revenue_fen_total
                # TYPE revenue_fen counter
                revenue_fen_total 0.5
                # EOF

                """)
    }

    @Test("of no metrics is empty, or only says that it ends")
    func empty() {
        #expect(TestRegistry().text(.text).isEmpty)
        #expect(TestRegistry().text(.openMetrics) == "# EOF\n")
    }

    @Test("has the same samples in both formats, so that a series keeps its name")
    func sameSamples() {
        #expect(example().samples(.text) == example().samples(.openMetrics))
    }

    @Test("escapes backslashes, line feeds and quotes")
    func escaping() {
        let test = TestRegistry()
        test.registry.describe("odd", "a \\ b\nc \"d\"")
        test.meter("odd", [("path", "C:\\x\n\"y\"\té")]).set(1)
        #expect(test.samples() == [#"odd{path="C:\\x\n\"y\""# + "\té\"} 1"])
        #expect(test.text(.text).contains(#"# HELP odd a \\ b\nc "d""# + "\n"))
        #expect(test.text(.openMetrics).contains(#"# HELP odd a \\ b\nc \"d\""# + "\n"))
    }

    @Test(
        "writes numbers as Prometheus reads them",
        arguments: [
            (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (0, "0"), (-0.0, "0"), (0.1, "0.1"),
            (1e-7, "1e-07"), (1e300, "1e+300"), (-12_345_678, "-12345678"), (9_007_199_254_740_992, "9007199254740992"),
        ])
    func numbers(_ value: Double, _ text: String) {
        let test = TestRegistry()
        test.meter("x").set(value)
        #expect(test.samples() == ["x \(text)"])
    }

    @Test("writes a count exactly where a floating-point number could not")
    func exactCounts() {
        let test = TestRegistry()
        test.counter("x").increment(by: Int64.max)
        test.counter("x").increment(by: Int64.max)
        #expect(test.samples() == ["x_total 18446744073709551614"])
    }
}

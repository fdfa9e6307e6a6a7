import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("Names and labels")
struct NameTests {
    @Test(
        "of metrics have only characters that Prometheus allows",
        arguments: [
            ("http.server.requests", "http_server_requests"), ("a:b", "a:b"), ("9lives", "_9lives"), ("", "_"),
            ("größe m²", "gr__e_m_"), ("a\"b\n{}", "a_b___"), ("ok_Name1", "ok_Name1"), ("👩‍👩‍👧", "_____"),
        ])
    func metricNames(_ label: String, _ name: String) {
        #expect(MetricName.value(label).exposed == name)
    }

    @Test(
        "of counters end in _total once",
        arguments: [
            ("orders", "orders_total"), ("orders.total", "orders_total"), ("orders_total", "orders_total"),
            ("total", "total_total"), ("_total", "_total_total"), ("", "__total"),
        ])
    func counterNames(_ label: String, _ name: String) {
        #expect(MetricName.counter(label).exposed == name)
    }

    @Test(
        "of timers end in a unit",
        arguments: [
            ("call", "call_seconds"), ("call.seconds", "call_seconds"), ("call_duration_ms", "call_duration_ms"),
            ("call_milliseconds", "call_milliseconds"), ("forms", "forms_seconds"),
        ])
    func timerNames(_ label: String, _ name: String) {
        #expect(MetricName.timer(label).exposed == name)
    }

    @Test(
        "of labels have only characters that Prometheus allows, and are sorted",
        arguments: [
            ([("b", "1"), ("a", "2")], #"a="2",b="1""#), ([("http.method", "GET")], #"http_method="GET""#),
            ([("a:b", "1")], #"a_b="1""#), ([("1st", "x")], #"_1st="x""#), ([("__name__", "x")], #"_name__="x""#),
            ([("", "x")], #"_="x""#), ([("__", "x")], #"_="x""#), ([("le", "5")], #"le="5""#), ([], ""),
        ])
    func labels(_ dimensions: [(String, String)], _ text: String) {
        #expect(LabelText(dimensions, of: .gauge).text == text)
    }

    @Test("that come twice count once, with the last value")
    func duplicateLabels() {
        #expect(LabelText([("a.b", "1"), ("c", "2"), ("a_b", "3")], of: .gauge).text == #"a_b="3",c="2""#)
    }

    @Test("without a value are the same as no label")
    func emptyValues() {
        let test = TestRegistry()
        test.counter("x").increment()
        test.counter("x", [("a", "")]).increment()
        #expect(test.samples() == ["x_total 2"])
        #expect(LabelText([("a", "1"), ("a", "")], of: .gauge).text.isEmpty)
    }

    @Test("leave a histogram its own le")
    func bucketLabel() {
        let test = TestRegistry(.init(buckets: ["x": HistogramBuckets([1])]))
        test.recorder("x", [("le", "mine")]).record(1)
        #expect(test.samples().first == #"x_bucket{le_="mine",le="1.0"} 1"#)
    }

    @Test("may differ between the series of one metric")
    func differentKeys() {
        let test = TestRegistry()
        test.counter("x").increment()
        test.counter("x", [("a", "1")]).increment(by: 2)
        test.counter("x", [("b", "1"), ("a", "1")]).increment(by: 3)
        #expect(test.samples() == ["x_total 1", #"x_total{a="1"} 2"#, #"x_total{a="1",b="1"} 3"#])
    }

    @Test("in another order are the same series")
    func sameSeries() {
        let test = TestRegistry()
        test.counter("x", [("a", "1"), ("b", "2")]).increment()
        test.counter("x", [("b", "2"), ("a", "1")]).increment()
        #expect(test.samples() == [#"x_total{a="1",b="2"} 2"#])
    }
}

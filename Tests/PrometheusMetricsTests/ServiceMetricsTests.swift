import CoreMetrics
import Testing

@testable import PrometheusMetrics

@Suite("The metrics of every service")
struct ServiceMetricsTests {
    @Test("have go-zero's bounds, and say what they are for", arguments: ServiceMetrics.buckets.keys.sorted())
    func bounds(_ name: String) {
        let test = TestRegistry(.service)
        test.registry.describeServiceMetrics()
        test.timer(name).recordMilliseconds(7)
        let bounds = test.samples().filter { $0.contains("_bucket") }.count - 1
        #expect(bounds == ServiceMetrics.buckets[name]?.bounds.count)
        #expect(test.samples().contains("\(name)_sum 7"))
        #expect(test.text().contains("# HELP \(name) \(ServiceMetrics.help[name] ?? "?")\n"))
    }
}

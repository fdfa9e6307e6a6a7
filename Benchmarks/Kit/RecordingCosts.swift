import CoreMetrics
import LabelledMetrics
import Logging
import PrometheusMetrics
import Resilience

/// What recording costs, with a handle and with its labels.
struct RecordingCosts {
    private struct RouteLabels: MetricLabels {
        let method: String
        let path: String
        let code: Int

        var dimensions: [(String, String)] { [("method", method), ("path", path), ("code", "\(code)")] }
    }

    private let factory = PrometheusMetricsFactory(
        registry: PrometheusRegistry(
            configuration: .service, logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }))

    func all() -> [RecordingCost] {
        let counter = Counter(label: "calls_total", dimensions: [], factory: factory)
        let meter = Meter(label: "in_flight", dimensions: [], factory: factory)
        let timer = Timer(label: "sql_client_requests_duration_ms", dimensions: [("command", "exec")], factory: factory)
        let recorder = Recorder(label: "sizes", dimensions: [], aggregate: true, factory: factory)
        return [
            RecordingCost("a moment of the monotonic clock") { _ = MonotonicTime.now },
            RecordingCost("counter") { counter.increment() },
            RecordingCost("gauge set") { meter.set(17) },
            RecordingCost("gauge up and down") {
                meter.increment()
                meter.decrement()
            },
            RecordingCost("histogram of values") { recorder.record(170) },
            RecordingCost("timer, 18 buckets") { timer.recordNanoseconds(1_700_000) },
        ] + labelled() + [
            RecordingCost("timer, found in the registry by name and labels") {
                Timer(label: "sql_client_requests_duration_ms", dimensions: [("command", "exec")], factory: factory)
                    .recordNanoseconds(1_700_000)
            }
        ]
    }

    private func labelled() -> [RecordingCost] {
        let commands = LabelledTimers<CommandLabel>("redis_client_requests_duration_ms", factory: factory)
        let routes = LabelledCounters<RouteLabels>("http_server_requests_code_total", factory: factory)
        let route = RouteLabels(method: "POST", path: "/order/v1/homestayOrder/createHomestayOrder", code: 200)
        // Neighbours, as in a service with many routes.
        for number in 0..<200 {
            routes[RouteLabels(method: "POST", path: "/other/v1/route/\(number)", code: 200)].increment()
        }
        return [
            RecordingCost("timer, by its command") { commands[CommandLabel("SET")].recordNanoseconds(1_700_000) },
            RecordingCost("counter, by method, path and code among 200 others") { routes[route].increment() },
        ]
    }
}

import LabelledMetrics
import Metrics

/// What is counted of requests. Those that were answered have go-zero's names.
final class ServerFigures: Sendable {
    private let durations: LabelledTimers<RequestLabels>
    private let codes: LabelledCounters<RequestLabels>
    private let underWay: Meter
    private let refusals: [Refusal: Counter]

    init(factory: any MetricsFactory) {
        durations = LabelledTimers("http_server_requests_duration_ms", factory: factory)
        codes = LabelledCounters("http_server_requests_code_total", factory: factory)
        underWay = Meter(label: "http_server_requests_in_flight", factory: factory)
        refusals = Dictionary(
            uniqueKeysWithValues: Refusal.allCases.map { reason in
                let labels = [("reason", reason.rawValue)]
                return (
                    reason, Counter(label: "http_server_requests_refused_total", dimensions: labels, factory: factory)
                )
            })
    }

    func began() { underWay.increment() }

    func answered(_ route: RouteState, status: Int, nanoseconds: Int64) {
        let labels = RequestLabels(route: route, status: status)
        durations[labels].recordNanoseconds(nanoseconds)
        codes[labels].increment()
        underWay.decrement()
    }

    func refused(_ reason: Refusal) { refusals[reason]?.increment() }
}

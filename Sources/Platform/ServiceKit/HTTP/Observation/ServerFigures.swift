import Metrics

/// What is counted of all requests together.
final class ServerFigures: Sendable {
    private let underWay: Meter
    private let refusals: [Refusal: Counter]

    init(factory: any MetricsFactory) {
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

    func ended() { underWay.decrement() }

    func refused(_ reason: Refusal) { refusals[reason]?.increment() }
}

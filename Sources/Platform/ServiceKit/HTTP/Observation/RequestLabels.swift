import LabelledMetrics

/// What tells the series of answered requests apart: go-zero's labels.
///
/// Routes are told apart by identity: to compare their paths for each request would cost more than to record it.
struct RequestLabels: MetricLabels {
    let route: RouteState
    let status: Int

    var dimensions: [(String, String)] {
        // The pattern, never a request's own path: each label costs memory here and in Prometheus.
        [("path", route.pattern), ("method", route.method), ("code", String(status))]
    }

    static func == (first: Self, second: Self) -> Bool {
        first.route === second.route && first.status == second.status
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(route))
        hasher.combine(status)
    }
}

import Metrics
import Synchronization

/// How many connections are open, and may be.
final class ConnectionCensus: Sendable {
    private let count = Atomic<Int>(0)
    private let maximum: Int
    private let open: Meter
    private let refused: Counter

    /// - Parameter maximum: `nil` for any number.
    init(maximum: Int?, factory: any MetricsFactory) {
        self.maximum = maximum ?? .max
        open = Meter(label: "http_server_connections", factory: factory)
        refused = Counter(label: "http_server_connections_refused_total", factory: factory)
    }

    /// Whether a new connection may stay; where it may, it is counted until ``leaves()``.
    func enters() -> Bool {
        guard count.wrappingAdd(1, ordering: .relaxed).newValue <= maximum else {
            count.wrappingSubtract(1, ordering: .relaxed)
            refused.increment()
            return false
        }
        open.increment()
        return true
    }

    func leaves() {
        count.wrappingSubtract(1, ordering: .relaxed)
        open.decrement()
    }
}

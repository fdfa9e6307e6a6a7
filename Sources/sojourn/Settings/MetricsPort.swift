/// What `metrics.port` may be.
enum MetricsPort: Sendable, Hashable {
    /// Metrics are neither recorded nor served.
    case off
    case served(ServedPort)

    /// `nil` where `text` is neither `off` nor a port.
    init?(_ text: String) {
        if text == "off" {
            self = .off
        } else if let port = ServedPort(text) {
            self = .served(port)
        } else {
            return nil
        }
    }

    /// The port for a process that runs these services; `nil` where it has none.
    func number(for services: Set<ServiceName>) -> Int? {
        switch self {
        case .off: nil
        case .served(let port): port.metrics(for: services)
        }
    }
}

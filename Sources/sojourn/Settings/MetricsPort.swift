/// What `metrics.port` may be.
enum MetricsPort: Sendable, Hashable {
    /// The usual port of the services that the process runs.
    case auto
    /// Metrics are neither recorded nor served.
    case off
    /// 0 takes a free one.
    case number(Int)

    /// `nil` where `text` is none of them.
    init?(_ text: String) {
        switch text {
        case "auto": self = .auto
        case "off": self = .off
        default:
            // `+1` and `010` mean different things to different readers.
            guard let number = Int(text), "\(number)" == text, (0...65535).contains(number) else { return nil }
            self = .number(number)
        }
    }

    /// The port for a process that runs these services; `nil` where it has none.
    func number(for services: Set<ServiceName>) -> Int? {
        switch self {
        case .auto: services.count == 1 ? services.first?.metricsPort : 9464
        case .off: nil
        case .number(let number): number
        }
    }
}

extension ServiceName {
    /// The port on which a process of this service alone serves its metrics.
    fileprivate var metricsPort: Int {
        switch self {
        case .orderAPI: 4001
        case .orderRPC: 4002
        case .orderMQ: 4003
        case .paymentAPI: 4004
        case .paymentRPC: 4005
        case .travelAPI: 4006
        case .travelRPC: 4007
        case .usercenterAPI: 4008
        case .usercenterRPC: 4009
        case .mqueueRPC: 4010
        case .scheduler: 4011
        }
    }
}

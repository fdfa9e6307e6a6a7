/// A port on which a process serves.
enum ServedPort: Sendable, Hashable {
    /// The usual port of the services that the process runs.
    case auto
    /// 0 takes a free one.
    case number(Int)

    /// `nil` where `text` is neither `auto` nor a number from 0 to 65535.
    init?(_ text: String) {
        if text == "auto" {
            self = .auto
            return
        }
        // `+1` and `010` mean different things to different readers.
        guard let number = Int(text), "\(number)" == text, (0...65535).contains(number) else { return nil }
        self = .number(number)
    }

    /// The port of HTTP for a process that runs these services.
    func http(for services: Set<ServiceName>) -> Int {
        switch self {
        case .auto: services.count == 1 ? services.first?.httpPort ?? 8888 : 8888
        case .number(let number): number
        }
    }

    /// The port of metrics for a process that runs these services.
    func metrics(for services: Set<ServiceName>) -> Int {
        switch self {
        case .auto: services.count == 1 ? services.first?.metricsPort ?? 9464 : 9464
        case .number(let number): number
        }
    }
}

extension ServiceName {
    /// The port on which a process of this service alone serves HTTP.
    fileprivate var httpPort: Int? {
        switch self {
        case .orderAPI: 8001
        case .paymentAPI: 8002
        case .travelAPI: 8003
        case .usercenterAPI: 8004
        default: nil
        }
    }

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

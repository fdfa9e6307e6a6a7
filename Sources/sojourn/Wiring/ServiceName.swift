import ArgumentParser

/// The services that a process can run.
enum ServiceName: String, CaseIterable, Sendable, ExpressibleByArgument {
    case orderAPI = "order-api"
    case orderRPC = "order-rpc"
    case orderMQ = "order-mq"
    case paymentAPI = "payment-api"
    case paymentRPC = "payment-rpc"
    case travelAPI = "travel-api"
    case travelRPC = "travel-rpc"
    case usercenterAPI = "usercenter-api"
    case usercenterRPC = "usercenter-rpc"
    case mqueueRPC = "mqueue-rpc"
    case scheduler

    /// The port on which a service is served over gRPC by a process of its own.
    var rpcPort: Int? {
        switch self {
        case .orderRPC: 9001
        case .paymentRPC: 9002
        case .travelRPC: 9003
        case .usercenterRPC: 9004
        case .mqueueRPC: 9005
        default: nil
        }
    }

    /// The setting that says where a gRPC service listens.
    var endpointKey: String? {
        rpcPort.map { _ in "rpc.\(rawValue.dropLast("-rpc".count)).endpoint" }
    }

    var servesHTTP: Bool {
        switch self {
        case .orderAPI, .paymentAPI, .travelAPI, .usercenterAPI: true
        default: false
        }
    }
}

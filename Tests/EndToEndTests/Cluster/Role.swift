/// A process of a cluster in a test. There are two of order-rpc and of order-mq, which share their work.
enum Role: String, CaseIterable, Sendable {
    case travelRPC = "travel-rpc"
    case usercenterRPC = "usercenter-rpc"
    case mqueueRPC = "mqueue-rpc"
    case paymentRPC = "payment-rpc"
    case orderRPC = "order-rpc"
    case secondOrderRPC = "order-rpc-2"
    case orderMQ = "order-mq"
    case secondOrderMQ = "order-mq-2"
    case scheduler
    /// The four that serve HTTP, behind one port.
    case apis

    var services: [String] {
        switch self {
        case .secondOrderRPC: [Role.orderRPC.rawValue]
        case .secondOrderMQ: [Role.orderMQ.rawValue]
        case .apis: ["order-api", "payment-api", "travel-api", "usercenter-api"]
        default: [rawValue]
        }
    }

    /// Settings of this process alone.
    var settings: [String: String] { self == .secondOrderRPC ? ["RPC_PORT": "9011"] : [:] }
}

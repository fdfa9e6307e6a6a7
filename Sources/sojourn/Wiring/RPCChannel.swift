import GRPCCore
import GRPCInProcessTransport
import GRPCNIOTransportHTTP2
import MqueueContract
import OrderContract
import PaymentContract
import ServiceLifecycle
import TravelContract
import UsercenterContract

/// The way to a gRPC service: through memory where it is in this process, over HTTP/2 where it is elsewhere.
enum RPCChannel: Sendable {
    case local(GRPCClient<InProcessTransport.Client>)
    case remote(GRPCClient<HTTP2ClientTransport.Posix>)

    init(to endpoint: RPCEndpoint) throws {
        self = .remote(
            GRPCClient(
                transport: try .http2NIOPosix(
                    target: .dns(host: endpoint.host, port: endpoint.port), transportSecurity: .plaintext)))
    }

    var order: any Pb_order.ClientProtocol {
        switch self {
        case .local(let client): Pb_order.Client(wrapping: client)
        case .remote(let client): Pb_order.Client(wrapping: client)
        }
    }

    var orderMaintenance: any Pb_orderMaintenance.ClientProtocol {
        switch self {
        case .local(let client): Pb_orderMaintenance.Client(wrapping: client)
        case .remote(let client): Pb_orderMaintenance.Client(wrapping: client)
        }
    }

    var payment: any Pb_payment.ClientProtocol {
        switch self {
        case .local(let client): Pb_payment.Client(wrapping: client)
        case .remote(let client): Pb_payment.Client(wrapping: client)
        }
    }

    var travel: any Pb_travel.ClientProtocol {
        switch self {
        case .local(let client): Pb_travel.Client(wrapping: client)
        case .remote(let client): Pb_travel.Client(wrapping: client)
        }
    }

    var travelCatalogue: any Pb_travelCatalogue.ClientProtocol {
        switch self {
        case .local(let client): Pb_travelCatalogue.Client(wrapping: client)
        case .remote(let client): Pb_travelCatalogue.Client(wrapping: client)
        }
    }

    var usercenter: any Pb_usercenter.ClientProtocol {
        switch self {
        case .local(let client): Pb_usercenter.Client(wrapping: client)
        case .remote(let client): Pb_usercenter.Client(wrapping: client)
        }
    }

    var mqueue: any Pb_mqueue.ClientProtocol {
        switch self {
        case .local(let client): Pb_mqueue.Client(wrapping: client)
        case .remote(let client): Pb_mqueue.Client(wrapping: client)
        }
    }
}

/// Keeps a channel's connections until shutdown, and then until the calls under way have ended.
struct RPCChannelService: Service {
    let channel: RPCChannel

    func run() async throws {
        switch channel {
        case .local(let client): try await run(client)
        case .remote(let client): try await run(client)
        }
    }

    private func run(_ client: GRPCClient<some ClientTransport>) async throws {
        try await withGracefulShutdownHandler {
            try await client.runConnections()
        } onGracefulShutdown: {
            client.beginGracefulShutdown()
        }
    }
}

/// Serves gRPC until shutdown, and then until the calls under way have ended.
struct RPCServerService<Transport: ServerTransport>: Service {
    let server: GRPCServer<Transport>

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.serve()
        } onGracefulShutdown: {
            server.beginGracefulShutdown()
        }
    }
}

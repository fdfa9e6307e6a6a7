import GRPCCore
import GRPCInProcessTransport
import GRPCNIOTransportHTTP2
import Logging
import ServiceKit
import ServiceLifecycle

/// The gRPC servers of a process, and its channels to all gRPC services.
struct RPCNetwork {
    /// What must run for calls to be made and answered. Servers come first, so that they stop last.
    private(set) var background: [any Service] = []
    private let transports: [ServiceName: InProcessTransport]
    private let channels: [ServiceName: RPCChannel]
    private let settings: SojournSettings
    /// Whether there are callers in other processes.
    private let listens: Bool
    private let logger: Logger

    /// - Parameter local: the services that this process runs.
    init(local: Set<ServiceName>, settings: SojournSettings, logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        listens = local != Set(ServiceName.allCases)
        transports = Dictionary(
            uniqueKeysWithValues: local.filter { $0.rpcPort != nil }.map { ($0, InProcessTransport()) })
        var channels: [ServiceName: RPCChannel] = [:]
        for (service, endpoint) in settings.rpcEndpoints {
            channels[service] =
                if let transport = transports[service] {
                    .local(GRPCClient(transport: transport.client))
                } else {
                    try RPCChannel(to: endpoint)
                }
        }
        self.channels = channels
    }

    /// The channel to a gRPC service.
    func channel(to service: ServiceName) -> RPCChannel {
        guard let channel = channels[service] else { preconditionFailure("\(service.rawValue) has no gRPC interface") }
        return channel
    }

    /// Serves a service of this process to itself and, where some services run elsewhere, on its port.
    mutating func serve(_ services: [any RegistrableRPCService], as name: ServiceName) {
        guard let transport = transports[name], let port = name.rpcPort else {
            preconditionFailure("\(name.rawValue) is not a gRPC service of this process")
        }
        let interceptors = [RPCErrors(logger: logger)]
        background.append(
            RPCServerService(
                server: GRPCServer(transport: transport.server, services: services, interceptors: interceptors)))
        guard listens else { return }
        let server = GRPCServer(
            transport: .http2NIOPosix(
                address: .ipv4(host: settings.rpcHost, port: port), transportSecurity: .plaintext),
            services: services, interceptors: interceptors)
        background.append(RPCServerService(server: server))
    }

    /// What must run for the calls to be made; after the servers, before whatever calls.
    var callers: [any Service] {
        channels.values.map { RPCChannelService(channel: $0) }
    }
}

import GRPCCore
import GRPCNIOTransportHTTP2
import LocalRPC
import Logging
import ServiceKit
import ServiceLifecycle

/// How the gRPC services of a process are served and reached: as functions inside the process, over HTTP/2 elsewhere.
struct RPCFabric {
    typealias Channel = GRPCClient<HTTP2ClientTransport.Posix>

    /// Calls services of this process.
    let caller: LocalCaller
    /// The servers and channels, which must run for calls to be answered and made.
    private(set) var background: [any Service] = []
    /// Returns, for each server, once it takes calls.
    private(set) var listening: [@Sendable () async throws -> Void] = []
    private let errors: RPCErrors
    private let settings: SojournSettings
    /// Whether services run in other processes too.
    private let hasPeers: Bool

    /// - Parameter local: the services that this process runs.
    init(local: Set<ServiceName>, settings: SojournSettings, logger: Logger) {
        let errors = RPCErrors(logger: logger)
        self.errors = errors
        self.settings = settings
        caller = LocalCaller { error, method in errors.rpcError(error, of: method) }
        hasPeers = local != Set(ServiceName.allCases)
    }

    /// Serves a service of this process to other processes, if there are any.
    mutating func listen(_ services: [any RegistrableRPCService], as name: ServiceName) {
        guard hasPeers, let port = name.rpcPort else { return }
        let server = GRPCServer(
            transport: .http2NIOPosix(
                address: .ipv4(host: settings.rpcHost, port: port), transportSecurity: .plaintext),
            services: services, interceptors: [errors])
        background.append(RPCServerService(server: server))
        listening.append { _ = try await server.listeningAddress }
    }

    /// The way to a service of another process.
    mutating func connect(to name: ServiceName) throws -> Channel {
        guard let endpoint = settings.rpcEndpoints[name] else {
            preconditionFailure("\(name.rawValue) has no gRPC interface")
        }
        let channel = Channel(
            transport: try .http2NIOPosix(
                target: .dns(host: endpoint.host, port: endpoint.port), transportSecurity: .plaintext))
        background.append(RPCChannelService(channel: channel))
        return channel
    }
}

/// Keeps a channel's connections until shutdown, and then until the calls under way have ended.
private struct RPCChannelService: Service {
    let channel: RPCFabric.Channel

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await channel.runConnections()
        } onGracefulShutdown: {
            channel.beginGracefulShutdown()
        }
    }
}

/// Serves gRPC until shutdown, and then until the calls under way have ended.
private struct RPCServerService<Transport: ServerTransport>: Service {
    let server: GRPCServer<Transport>

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.serve()
        } onGracefulShutdown: {
            server.beginGracefulShutdown()
        }
    }
}

public import GRPCCore
public import Logging
import NIOPosix
import PrometheusMetrics
public import RPCTransport
import RuntimeMetrics
public import ServiceKit
public import ServiceLifecycle
public import Settings

/// The process of a service, with all that the kit has: settings, logs, metrics, traces, health, limits, and a graceful
/// stop.
///
///     await ServiceHost.main("guestbook") { host in
///         let book = Book()
///         try host.serveHTTP { routes in try routes.api.register(guestbook: book) }
///         host.serveRPC([book])
///     }
///
/// Parts start in the order in which they are added, and stop the other way round.
public struct ServiceHost {
    /// What the service is called in logs, traces and messages.
    public let name: String
    /// The values of all settings, the service's own among them.
    public let settings: LoadedSettings
    public let logger: Logger
    /// Signs and checks access tokens.
    public let tokens: AccessTokens
    private let kit: HostSettings
    private let readiness = Readiness()
    private let load = ProcessLoad()
    private let serving = HostServing()
    private let rateLimit: HTTPRateLimit?
    private var parts: [ServicePart]
    private var dependencies: [Dependency] = []

    /// - Throws: an error that names the setting that cannot be used.
    init(_ name: String, settings: LoadedSettings, kit: HostSettings, observation: HostObservation) async throws {
        self.name = name
        self.settings = settings
        self.kit = kit
        logger = Logger(label: name)
        tokens = await kit.tokens.tokens { [logger] in
            logger.notice("jwt.secret is not set: access tokens of this process end with it")
            return (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        }
        let admin = AdminRoutes(registry: observation.registry, readiness: readiness, settings: settings.effective)
            .server(host: kit.addresses.metrics.host, port: kit.addresses.metrics.port, logger: Logger(label: "admin"))
        let shared = try kit.http.rateLimit.shared(as: name, slowCalls: kit.log.slowCalls)
        rateLimit = shared?.limit ?? kit.http.rateLimit.local
        parts = observation.parts
        if let shared { parts.append(ServicePart("rate limit", shared)) }
        parts += [
            ServicePart("admin", admin) { [serving] in serving.note("metrics", await admin.listeningPort()) },
            ServicePart("lag probe", LagProbe(eventLoops: MultiThreadedEventLoopGroup.singleton)),
            ServicePart("processor load", load),
        ]
    }

    /// Serves HTTP: the endpoints that `register` adds, and `/health/live`, `/health/ready`, `/openapi.json` and `/docs`.
    /// - Throws: what `register` throws.
    public mutating func serveHTTP(_ register: (ServiceRoutes) throws -> Void) throws {
        var options = kit.http.options
        if kit.http.sheds { options.load = { [load] in load.share } }
        options.rateLimit = rateLimit
        let routes = ServiceRoutes(tokens: tokens, options: options)
        routes.health(readiness)
        try register(routes)
        try routes.addOverview()
        let address = kit.addresses.http
        let server = HTTPServer(
            routes, host: address.host, port: address.port, options: kit.http.server, logger: Logger(label: "http"))
        parts.append(
            ServicePart("http", server) { [serving] in serving.note("http", await server.listeningPort()) })
    }

    /// Serves gRPC: the given services, and gRPC's own for health.
    public mutating func serveRPC(_ services: [any RegistrableRPCService]) {
        let calls = RPCServerChain(
            kit.rpc.serverParts, load: { [load] in load.share }, logger: Logger(label: "rpc"))
        let address = HostAndPort(host: kit.addresses.rpc.host, port: kit.addresses.rpc.port)
        let server = RPCServer(services, at: address, options: kit.rpc.server, interceptors: [calls])
        server.setServing(false)
        readiness.observe { server.setServing($0) }
        parts.append(
            ServicePart("rpc", server) { [serving] in serving.note("rpc", await server.address()?.port) })
    }

    /// The way to a gRPC service of another process. Nothing is connected before the first call.
    /// - Parameter service: what messages call it.
    public mutating func connect(to endpoint: RPCEndpoint, as service: String) -> RPCClientChain {
        var logger = Logger(label: "rpc")
        logger[metadataKey: "service"] = "\(service)"
        let channel = RPCChannel(to: endpoint, options: kit.rpc.channel, logger: logger)
        parts.append(ServicePart("channel to \(service)", channel))
        return RPCClientChain(channel, kit.rpc.clientParts, logger: logger)
    }

    /// Adds something that the service needs to do its work: while `check` throws, the process is not ready.
    public mutating func needs(_ dependency: String, check: @escaping @Sendable () async throws -> Void) {
        dependencies.append(Dependency(dependency, check: check))
    }

    /// Runs something beside that, a worker for example, until the process stops.
    public mutating func run(_ name: String, _ service: some Service) {
        parts.append(ServicePart(name, service))
    }

    /// Runs all parts until a signal.
    func run() async throws {
        let lifecycle = ProcessLifecycle(
            parts, dependencies: dependencies, readiness: readiness, settings: kit.shutdown, logger: logger
        ) { [logger, serving] in
            logger.notice("ready", metadata: serving.ports.mapValues { "\($0)" })
        }
        try await lifecycle.run()
    }
}

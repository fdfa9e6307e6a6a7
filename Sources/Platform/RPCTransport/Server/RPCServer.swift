public import GRPCCore
import NIOCore
public import ServiceLifecycle

/// Serves gRPC to other processes.
public struct RPCServer: Service {
    /// The address cannot be listened on.
    public struct ListenError: Error, Sendable, CustomStringConvertible {
        public let address: HostAndPort
        /// What the system says; `SocketAddressError` where the host is not known.
        public let cause: any Error

        /// The error number, where it is one of the system's.
        public var errorNumber: Int32? { (cause as? IOError)?.errnoCode }

        public var description: String { "cannot listen on \(address): \(cause)" }
    }

    private let wanted: HostAndPort
    private let transport: RPCServerTransport
    private let server: GRPCServer<RPCServerTransport>
    private let health: HealthStatus
    private let listening = AsyncStream.makeStream(of: HostAndPort.self)

    /// - Parameters:
    ///   - services: what is served, beside `grpc.health.v1.Health`.
    ///   - address: where to listen; port 0 takes a free one.
    ///   - interceptors: for the calls of all services.
    public init(
        _ services: [any RegistrableRPCService], at address: HostAndPort, options: RPCServerOptions = .init(),
        interceptors: [any ServerInterceptor] = []
    ) {
        wanted = address
        health = HealthStatus(of: Set(Self.methods(of: services).map(\.service.fullyQualifiedService)))
        let services = services + [HealthService(health)]
        transport = RPCServerTransport(Self.methods(of: services), options: options)
        server = GRPCServer(transport: transport, services: services, interceptors: interceptors)
    }

    /// Waits until calls are taken, and says where; `nil` where that failed. For one caller, once.
    public func address() async -> HostAndPort? {
        await listening.stream.first { _ in true }
    }

    /// Has the health service say whether the process serves, as its readiness changes: `NOT_SERVING` sends no call away,
    /// but tells whoever distributes calls to send others elsewhere. From any thread, as often as one likes. Once the
    /// shutdown has begun, nothing is `SERVING` again.
    public func setServing(_ isServing: Bool) {
        health.set(isServing: isServing)
    }

    /// Serves until shutdown, and then until the calls under way have ended.
    ///
    /// From the beginning of the shutdown the health service says `NOT_SERVING`, new connections are refused, and clients
    /// are told to make their calls elsewhere.
    /// - Throws: ``ListenError``.
    public func run() async throws {
        defer { listening.continuation.finish() }
        let address: HostAndPort
        do {
            address = try await transport.bind(to: wanted)
        } catch {
            throw ListenError(address: wanted, cause: error)
        }
        listening.continuation.yield(address)
        try await withGracefulShutdownHandler {
            do {
                try await server.serve()
            } catch let error as RuntimeError where error.code == .serverIsStopped {
                // The shutdown came before the server had begun; its transport listens already.
                transport.beginGracefulShutdown()
            }
        } onGracefulShutdown: {
            health.stop()
            server.beginGracefulShutdown()
        }
    }

    private static func methods(of services: [any RegistrableRPCService]) -> [MethodDescriptor] {
        var router = RPCRouter<RPCServerTransport>()
        for service in services { service.registerMethods(with: &router) }
        return router.methods
    }
}

import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// Serves ``AdminRoutes`` on a port of its own, which is not for guests.
public struct AdminEndpoint: Service {
    private let routes: AdminRoutes
    private let host: String
    private let port: Int
    private let logger: Logger
    private let listening = AsyncStream.makeStream(of: Int.self)

    /// - Parameter port: where to listen; 0 takes a free one.
    public init(_ routes: AdminRoutes, host: String, port: Int, logger: Logger) {
        self.routes = routes
        self.host = host
        self.port = port
        self.logger = logger
    }

    /// Waits until the endpoint serves, and says on which port; `nil` where that failed. For one caller, once.
    public func servedPort() async -> Int? {
        await listening.stream.first { _ in true }
    }

    /// Serves until shutdown.
    /// - Throws: `IOError` or `SocketAddressError` where the address cannot be listened on.
    public func run() async throws {
        defer { listening.continuation.finish() }
        let router = Router()
        routes.add(to: router)
        try await Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { [port, listening] channel in
                listening.continuation.yield(channel.localAddress?.port ?? port)
            }, logger: logger
        ).run()
    }
}

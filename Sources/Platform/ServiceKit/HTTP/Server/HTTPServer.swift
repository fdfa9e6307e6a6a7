import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Logging
public import Metrics
import NIOCore
import NIOHTTP1
import NIOPosix
public import ServiceLifecycle

/// Serves HTTP/1.1.
///
/// From the beginning of the shutdown it takes no new connections, answers what is under way with `Connection: close`,
/// and then closes. Connections that have no request at that moment are kept open for a last one for as long as
/// ``HTTPServerOptions/farewell`` says.
public struct HTTPServer: Service {
    private typealias Answer =
        @Sendable (
            Request, ApplicationRequestContextSource, ConnectionArrivals
        ) async throws -> Response

    private let answer: Answer
    private let arrivals: Arrivals?
    private let host: String
    private let port: Int
    private let options: HTTPServerOptions
    private let census: ConnectionCensus
    private let logger: Logger
    private let listening = AsyncStream.makeStream(of: Int.self)

    /// - Parameters:
    ///   - responder: a router's, `router.buildResponder()`.
    ///   - host: the address on which to listen, or a name of it.
    ///   - port: where to listen; 0 takes a free one.
    ///   - metrics: where connections are counted; where the process was set up to unless given.
    public init<Responder: HTTPResponder>(
        _ responder: Responder, host: String, port: Int, options: HTTPServerOptions = .init(),
        metrics: (any MetricsFactory)? = nil, logger: Logger
    ) where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        self.init(host, port, options, metrics, logger, arrivals: nil) { request, source, _ in
            try await responder.respond(to: request, context: Responder.Context(source: source))
        }
    }

    /// Serves the routes of services.
    public init(
        _ routes: ServiceRoutes, host: String, port: Int, options: HTTPServerOptions = .init(),
        metrics: (any MetricsFactory)? = nil, logger: Logger
    ) {
        let responder = routes.router.buildResponder()
        self.init(host, port, options, metrics, logger, arrivals: routes.arrivals) { request, source, arrivals in
            var context = APIContext(source: source)
            context.arrival = arrivals.taken()
            return try await responder.respond(to: request, context: context)
        }
    }

    private init(
        _ host: String, _ port: Int, _ options: HTTPServerOptions, _ metrics: (any MetricsFactory)?, _ logger: Logger,
        arrivals: Arrivals?, answer: @escaping Answer
    ) {
        self.host = host
        self.port = port
        self.options = options
        census = ConnectionCensus(maximum: options.maximumConnections, factory: metrics ?? MetricsSystem.factory)
        self.logger = logger
        self.arrivals = arrivals
        self.answer = answer
    }

    /// Waits until requests are taken, and says on which port; `nil` where that failed. For one caller, once.
    public func listeningPort() async -> Int? {
        await listening.stream.first { _ in true }
    }

    /// Serves until shutdown, and then until what is under way has been answered.
    /// - Throws: ``ListenError``.
    public func run() async throws {
        defer { listening.continuation.finish() }
        let connections = GuardedConnections(
            options: options, census: census, arrivals: arrivals, respond: respond)
        let server = connections.server(
            configuration: ServerConfiguration(address: .hostname(host, port: port), backlog: options.backlog),
            onServerRunning: { [listening] channel in
                listening.continuation.yield(channel.localAddress?.port ?? 0)
            }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        do {
            try await server.run()
        } catch let error as IOError {
            throw ListenError(host: host, port: port, cause: error)
        } catch let error as SocketAddressError {
            throw ListenError(host: host, port: port, cause: error)
        } catch let error as SocketAddressError.UnknownHost {
            throw ListenError(host: host, port: port, cause: error)
        }
    }

    @Sendable private func respond(
        _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, _ arrivals: ConnectionArrivals
    ) async throws {
        var response: Response
        do {
            response = try await answer(request, .init(channel: channel, logger: logger), arrivals)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            // Without the recovery of ``HTTPOptions`` this is all that a client is told.
            logger.error("request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            response = Response(status: .internalServerError)
        }
        response.headers[.date] = HTTPDate.now
        try await writer.write(response: response.head, body: response.body)
    }
}

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
    private let responder: @Sendable (Request, ApplicationRequestContextSource) async throws -> Response
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
        self.responder = { try await responder.respond(to: $0, context: Responder.Context(source: $1)) }
        self.host = host
        self.port = port
        self.options = options
        census = ConnectionCensus(maximum: options.maximumConnections, factory: metrics ?? MetricsSystem.factory)
        self.logger = logger
    }

    /// Serves the routes of services.
    public init(
        _ routes: ServiceRoutes, host: String, port: Int, options: HTTPServerOptions = .init(),
        metrics: (any MetricsFactory)? = nil, logger: Logger
    ) {
        self.init(
            routes.router.buildResponder(), host: host, port: port, options: options, metrics: metrics, logger: logger)
    }

    /// Waits until requests are taken, and says on which port; `nil` where that failed. For one caller, once.
    public func listeningPort() async -> Int? {
        await listening.stream.first { _ in true }
    }

    /// Serves until shutdown, and then until what is under way has been answered.
    /// - Throws: ``ListenError``.
    public func run() async throws {
        defer { listening.continuation.finish() }
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = options.maximumHead
        decoder.maxHeaderListSize = options.maximumHead
        let builder = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionGuard(options, census)], httpDecoderConfiguration: decoder))
        let server = try builder.buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: port), backlog: options.backlog),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger, responder: respond
        ) { [listening] channel in
            listening.continuation.yield(channel.localAddress?.port ?? 0)
        }
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
        _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        var response: Response
        do {
            response = try await responder(request, .init(channel: channel, logger: logger))
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

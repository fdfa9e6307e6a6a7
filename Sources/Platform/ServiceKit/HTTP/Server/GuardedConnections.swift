import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// Sets up connections with a guard, and has their requests answered.
///
/// Hummingbird's own set-up, but that a connection's guard and its requests know the same count of arrivals.
struct GuardedConnections: ServerChildChannel {
    let options: HTTPServerOptions
    let census: ConnectionCensus
    let arrivals: Arrivals?
    let respond: @Sendable (Request, consuming ResponseWriter, any Channel, ConnectionArrivals) async throws -> Void

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        let arrivals = ConnectionArrivals(of: arrivals)
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = options.maximumHead
        decoder.maxHeaderListSize = options.maximumHead
        let setup = HTTP1Channel(
            responder: { _, _, _ in },
            configuration: .init(
                additionalChannelHandlers: [ConnectionGuard(options, census, arrivals)],
                httpDecoderConfiguration: decoder))
        return setup.setup(channel: channel, logger: logger).map { AcceptedConnection($0, arrivals) }
    }

    func handle(value connection: AcceptedConnection, logger: Logger) async {
        let answering = HTTP1Channel(responder: { [respond] request, writer, channel in
            try await respond(request, writer, channel, connection.arrivals)
        })
        await answering.handle(value: connection.taken(), logger: logger)
    }
}

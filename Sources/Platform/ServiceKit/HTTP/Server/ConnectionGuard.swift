import HTTPTypes
import JSON
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Resilience

/// Watches over a connection: counts it, ends it when its peer is too slow, refuses heads that are none, and lets it go
/// in peace when the server stops.
///
/// It stands behind the decoder, and puts a small handler before it that says when bytes come.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a peer may take to close its side after the last answer.
    private static let linger: TimeAmount = .seconds(2)

    private let options: HTTPServerOptions
    private let census: ConnectionCensus
    private let arrivals: ConnectionArrivals
    private var phase = ConnectionPhase(at: .now())
    private var isCounted = false
    /// Whether the last answer was written: what comes is thrown away, and the peer's end is waited for.
    private var isOver = false
    private var timer: (task: Scheduled<Void>, due: NIODeadline)?

    init(_ options: HTTPServerOptions, _ census: ConnectionCensus, _ arrivals: ConnectionArrivals) {
        self.options = options
        self.census = census
        self.arrivals = arrivals
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let arrival = ByteArrival { [unowned self] in phase.bytesArrived(at: .now()) }
        // The pipeline is being set up, on its event loop: there is room for another.
        try? context.pipeline.syncOperations.addHandler(arrival, position: .first)
        if context.channel.isActive { enter(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        enter(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func enter(_ context: ChannelHandlerContext) {
        guard !isCounted, !isOver else { return }
        isCounted = census.enters()
        guard isCounted else {
            return refuse(context, .serviceUnavailable, ServiceError(.unavailable, "too many connections, try again"))
        }
        watch(context)
    }

    private func leave() {
        timer?.task.cancel()
        timer = nil
        arrivals.closed()
        if isCounted { census.leaves() }
        isCounted = false
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            phase.headArrived(asksToClose: head.headerFields[.connection]?.lowercased() == "close", at: .now())
            guard head.path?.utf8.count ?? 0 <= options.maximumTarget else {
                return refuse(
                    context, .uriTooLong, ServiceError(.parameter, "the path and query are too long"))
            }
            arrivals.came(at: .now)
        case .body: break
        case .end: phase.endArrived(at: .now())
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isOver { watch(context) }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            if head.headerFields[.connection]?.lowercased() == "close" {
                phase.close()
            } else if phase.isLastAnswer {
                phase.close()
                head.headerFields[.connection] = "close"
                return context.write(wrapOutboundOut(.head(head)), promise: promise)
            }
            context.write(data, promise: promise)
        case .head, .body: context.write(data, promise: promise)
        case .end:
            phase.answered(at: .now())
            guard phase.isOver else {
                context.write(data, promise: promise)
                return watch(context)
            }
            context.writeAndFlush(data, promise: promise)
            end(context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            // Not passed on: Hummingbird would close at once what has no request, and with it one that is on its way.
            phase.drain(at: .now())
            if !isOver { watch(context) }
        case ChannelEvent.inputClosed where isOver: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isOver else { return }
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        switch phase.reading {
        case .body:
            // Whoever reads the body hears of it and answers.
            phase.closeAfterUnanswered()
            context.fireErrorCaught(error)
        case .nothing, .head:
            // Requests before it are answered first, and are the last.
            guard phase.unanswered == 0 else { return phase.closeAfterUnanswered() }
            if error == .headerOverflow {
                refuse(
                    context, .requestHeaderFieldsTooLarge, ServiceError(.parameter, "the request's head is too large"))
            } else {
                refuse(context, .badRequest, ServiceError(.parameter, "the request is not valid HTTP"))
            }
        }
    }
}

// Ends.
extension ConnectionGuard {
    /// Sets the timer for what the connection is doing now. One that is set for later or earlier is let be where it will
    /// see for itself, as most requests come and go within it.
    private func watch(_ context: ChannelHandlerContext) {
        guard let limit = phase.limit(options) else { return }
        if let timer, timer.due <= limit.deadline { return }
        timer?.task.cancel()
        setTimer(context, limit.deadline)
    }

    private func setTimer(_ context: ChannelHandlerContext, _ deadline: NIODeadline) {
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.expired(context) }
        timer = (task, deadline)
    }

    private func expired(_ context: ChannelHandlerContext) {
        timer = nil
        guard !isOver else { return context.close(promise: nil) }
        guard let limit = phase.limit(options) else { return }
        guard limit.deadline <= .now() else { return setTimer(context, limit.deadline) }
        switch limit.expiry {
        case .idle, .unreadBody: context.close(promise: nil)
        case .slowHead:
            refuse(context, .requestTimeout, ServiceError(.tooSlow, "the request took too long to arrive"))
        case .slowBody:
            // Whoever reads the body hears of it and answers.
            phase.closeAfterUnanswered()
            context.fireErrorCaught(SlowRequest())
        }
    }

    /// Answers in the routes' stead, and closes.
    private func refuse(_ context: ChannelHandlerContext, _ status: HTTPResponse.Status, _ error: ServiceError) {
        let body = ByteBuffer(bytes: error.envelope.bytes)
        let headers: HTTPFields = [
            .contentType: "application/json; charset=utf-8", .contentLength: "\(body.readableBytes)",
            .connection: "close", .date: HTTPDate.now,
        ]
        context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        end(context)
    }

    /// Closes our side, and the whole when the peer has closed its own: to close all at once would throw away an answer
    /// that the peer has not read yet, where there was more from it.
    private func end(_ context: ChannelHandlerContext) {
        isOver = true
        context.close(mode: .output, promise: nil)
        timer?.task.cancel()
        setTimer(context, .now() + Self.linger)
    }
}

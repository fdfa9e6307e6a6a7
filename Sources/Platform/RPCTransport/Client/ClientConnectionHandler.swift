import GRPCCore
import NIOCore
import NIOHPACK
import NIOHTTP2

/// The calls of one connection of a client, as frames of HTTP/2.
///
/// A call is a request of two frames and a response of three, so the handler keeps a table of streams instead of a channel
/// for each: that halves what a call costs. Everything here happens on the connection's event loop.
final class ClientConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    struct Stream {
        let call: OutgoingCall
        var response = ResponseReader()
    }

    enum State {
        /// Until the server's settings have come: becomes `open` or `closed`.
        case connecting
        /// Takes calls: becomes `draining` or `closed`.
        case open
        /// Takes no calls, and waits for the answers to those under way: becomes `closed`.
        case draining
        /// The end.
        case closed
    }

    /// Succeeds once the server speaks HTTP/2, fails if it never does.
    let ready: EventLoopPromise<Void>
    /// Succeeds once no more calls are taken.
    let closing: EventLoopPromise<Void>
    let inbox: ClientInbox
    let keepalive: Keepalive
    private let patience: TimeAmount
    var context: ChannelHandlerContext?
    var state = State.connecting
    var streams: [HTTP2StreamID: Stream] = [:]
    var nextStream: Int32 = 1
    private var window = InboundWindow()
    var deadlines = DeadlineTimer()
    var lastRead = NIODeadline.now()
    var timer: Scheduled<Void>?
    /// Whether frames were written that have not been sent.
    var mustFlush = false
    /// Why the connection ended, where that is known.
    var cause: (any Error)?

    init(inbox: ClientInbox, keepalive: Keepalive, patience: TimeAmount, on eventLoop: any EventLoop) {
        self.inbox = inbox
        self.keepalive = keepalive
        self.patience = patience
        ready = eventLoop.makePromise()
        closing = eventLoop.makePromise()
    }

    // MARK: The end

    /// Takes no more calls, and closes after those under way.
    func drain() {
        switch state {
        case .closed, .draining: return
        case .connecting: close()
        case .open:
            state = .draining
            inbox.close(.unsent("the connection is closing"))
            closing.succeed()
            if streams.isEmpty { close() }
        }
    }

    func close() {
        // Not at once, so that what was written before is sent.
        context?.eventLoop.assumeIsolated().execute { [self] in context?.close(promise: nil) }
    }

    private func end() {
        let previous = state
        state = .closed
        inbox.close(.unsent("the connection is closed", cause: cause))
        for stream in streams.values { stream.call.fail(.lost(cause)) }
        streams = [:]
        timer?.cancel()
        deadlines.reset()
        switch previous {
        case .connecting:
            ready.fail(cause ?? ChannelError.eof)
            closing.succeed()
        case .open: closing.succeed()
        case .draining, .closed: break
        }
    }

    // MARK: Frames

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .headers(let headers):
            if let outcome = streams[frame.streamID]?.response.read(headers.headers, isEnd: headers.endStream) {
                settle(frame.streamID, outcome, isOpen: !headers.endStream, context)
            }
        case .data(let data):
            if let update = window.note(data) { write(update, context) }
            guard case .byteBuffer(let bytes) = data.data else { return }
            if let outcome = streams[frame.streamID]?.response.read(bytes, isEnd: data.endStream) {
                settle(frame.streamID, outcome, isOpen: !data.endStream, context)
            }
        case .rstStream(let code):
            finish(frame.streamID, .failure(Self.failure(of: code)))
        case .goAway(let last, let code, _):
            refuse(after: last)
            if code != .noError { cause = ServerWentAway(code: code) }
            drain()
        case .settings(.settings):
            guard case .connecting = state else { return }
            state = .open
            write(InboundWindow.opening, context)
            ready.succeed()
            schedule(after: keepalive.interval) { [self] in checkSilence() }
        default: break
        }
    }

    func write(_ frame: HTTP2Frame, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(frame), promise: nil)
        mustFlush = true
    }

    func flush(_ context: ChannelHandlerContext) {
        guard mustFlush else { return }
        mustFlush = false
        context.flush()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        lastRead = .now()
        flush(context)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        schedule(after: patience) { [self] in
            guard case .connecting = state else { return }
            cause = Keepalive.Silence()
            self.context?.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What concerns one stream, that stream is told of.
        if let error = error as? NIOHTTP2Errors.StreamError {
            return finish(
                error.streamID,
                .failure(
                    CallFailure(
                        RPCError(code: .internalError, message: "the server broke the rules of HTTP/2", cause: error))))
        }
        if cause == nil { cause = error }
        context.close(promise: nil)
    }
}

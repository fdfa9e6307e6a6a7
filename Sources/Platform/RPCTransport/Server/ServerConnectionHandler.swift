import GRPCCore
import NIOCore
import NIOHPACK
import NIOHTTP2

/// The calls of one connection of a server, as frames of HTTP/2; see ``ClientConnectionHandler`` for why as frames.
///
/// A call is given to a task once its request is all there. Everything here happens on the connection's event loop.
final class ServerConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    /// What serves the calls of all connections.
    struct Service: Sendable {
        /// The methods that are served, by their paths.
        let methods: [String: MethodDescriptor]
        /// How long a call with one answer may take.
        let longestCall: Duration?
        let start: @Sendable (IncomingCall) -> Void

        /// How long a call may take, by what its caller allows and what the server does.
        func limit(of head: RequestReader.Head) -> Duration? {
            guard let longestCall, head.method.type?.isResponseStreaming == false else { return head.timeout }
            return min(head.timeout ?? longestCall, longestCall)
        }
    }

    enum Stream {
        /// The request is still coming: becomes `served`, or goes.
        case reading(RequestReader)
        /// A task works on it.
        case served(CallCancellation, deadline: NIODeadline?, hasBegun: Bool)
    }

    enum State {
        /// Until the client's settings have come: becomes `open` or `closed`.
        case connecting
        /// Takes calls: becomes `draining` or `closed`.
        case open
        /// Takes no more calls: becomes `closed` after those under way.
        case draining
        case closed
    }

    let service: Service
    let inbox = ServerInbox()
    let maximumAge: TimeAmount?
    private let keepalive: Keepalive
    private(set) var context: ChannelHandlerContext?
    private(set) var peer = "unknown"
    var state = State.connecting
    var streams: [HTTP2StreamID: Stream] = [:]
    /// The latest that the client has opened.
    var lastStream = HTTP2StreamID.rootStream
    var deadlines = DeadlineTimer()
    /// Whether nothing more is sent.
    var isEnding = false
    /// For the connection's age, and then for its end.
    var endTimer: Scheduled<Void>?
    private var silenceTimer: Scheduled<Void>?
    private var window = InboundWindow()
    private var lastRead = NIODeadline.now()
    private var mustFlush = false

    init(_ service: Service, maximumAge: TimeAmount?, keepalive: Keepalive) {
        self.service = service
        self.maximumAge = maximumAge
        self.keepalive = keepalive
    }

    // MARK: Frames

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .headers(let headers): read(headers, frame.streamID)
        case .data(let data):
            if let update = window.note(data) { write(update) }
            read(data, frame.streamID)
        case .rstStream: cancel(frame.streamID)
        case .settings(.settings):
            guard case .connecting = state else { return }
            state = .open
            write(InboundWindow.opening)
            scheduleEndOfLife()
        case .goAway: drain()
        default: break
        }
    }

    func write(_ frame: HTTP2Frame) {
        context?.write(wrapOutboundOut(frame), promise: nil)
        mustFlush = true
    }

    func flush() {
        guard mustFlush else { return }
        mustFlush = false
        context?.flush()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        lastRead = .now()
        flush()
    }

    // MARK: Silence

    /// Asks whether the client is there, where nothing came for a while.
    private func checkSilence() {
        let silence = NIODeadline.now() - lastRead
        guard silence >= keepalive.interval else { return schedule(after: keepalive.interval - silence, checkSilence) }
        let asked = NIODeadline.now()
        write(HTTP2Frame(streamID: .rootStream, payload: .ping(HTTP2PingData(), ack: false)))
        flush()
        schedule(after: keepalive.timeout) { [self] in
            if lastRead > asked { return checkSilence() }
            context?.close(promise: nil)
        }
    }

    private func schedule(after delay: TimeAmount, _ body: @escaping () -> Void) {
        silenceTimer = context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { body() }
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if let address = context.channel.remoteAddress, let host = address.ipAddress, let port = address.port {
            peer = host.contains(":") ? "ipv6:[\(host)]:\(port)" : "ipv4:\(host):\(port)"
        }
        schedule(after: keepalive.interval, checkSilence)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    private func end() {
        state = .closed
        for id in streams.keys { cancel(id) }
        deadlines.reset()
        silenceTimer?.cancel()
        endTimer?.cancel()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        // What concerns one stream, the client was told of.
        case let error as NIOHTTP2Errors.StreamError: cancel(error.streamID)
        // Calls that crossed our goodbye. The client closes, or the timer does.
        case is any NIOHTTP2Error where state == .draining: break
        default: context.close(promise: nil)
        }
    }
}

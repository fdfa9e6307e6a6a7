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

    private struct Stream {
        let call: OutgoingCall
        var response = ResponseReader()
    }

    private enum State {
        /// Until the server's settings have come: becomes `open` or `closed`.
        case connecting
        /// Takes calls: becomes `draining` or `closed`.
        case open
        /// Takes no calls, and waits for the answers to those under way: becomes `closed`.
        case draining
        /// The end, and its cause where it is known.
        case closed
    }

    /// Succeeds once the server speaks HTTP/2, fails if it never does.
    let ready: EventLoopPromise<Void>
    /// Succeeds once no more calls are taken.
    let closing: EventLoopPromise<Void>
    private let inbox: ClientInbox
    private let keepalive: Keepalive
    private let patience: TimeAmount
    private var context: ChannelHandlerContext?
    private var state = State.connecting
    private var streams: [HTTP2StreamID: Stream] = [:]
    private var nextStream: Int32 = 1
    private var window = InboundWindow()
    private var deadlines = DeadlineTimer()
    private var lastRead = NIODeadline.now()
    private var timer: Scheduled<Void>?
    private var mustFlush = false
    private var cause: (any Error)?

    init(inbox: ClientInbox, keepalive: Keepalive, patience: TimeAmount, on eventLoop: any EventLoop) {
        self.inbox = inbox
        self.keepalive = keepalive
        self.patience = patience
        ready = eventLoop.makePromise()
        closing = eventLoop.makePromise()
    }

    // MARK: Calls

    /// Sends what tasks have put into the inbox.
    func takeEntries() {
        guard let context else { return }
        for entry in inbox.take() {
            switch entry {
            case .call(let call): start(call, context)
            case .cancel(let id):
                guard let stream = streams.first(where: { $0.value.call.id == id })?.key else { continue }
                abandon(stream, .cancelled, context)
            }
        }
        flush(context)
    }

    private func start(_ call: OutgoingCall, _ context: ChannelHandlerContext) {
        guard case .open = state else { return call.fail(.unsent("the connection is closing")) }
        let id = HTTP2StreamID(nextStream)
        nextStream += 2
        streams[id] = Stream(call: call)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenFailure { [self] error in
            finish(id, .failure(.unsent("the call could not be sent", cause: error)))
        }
        context.write(
            wrapOutboundOut(HTTP2Frame(streamID: id, payload: .headers(.init(headers: call.headers)))), promise: sent)
        let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(call.message), endStream: true)
        context.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: .data(data))), promise: nil)
        mustFlush = true
        deadlines.cover(call.deadline, on: context.eventLoop) { [self] in endOverdue() }
        // Numbers of streams are not used twice, so after a billion calls a new connection has to be made.
        if nextStream > Int32.max - 2 { drain() }
    }

    private func endOverdue() {
        guard let context else { return }
        deadlines.reset()
        let now = NIODeadline.now()
        var next = NIODeadline.distantFuture
        for (id, stream) in streams {
            if stream.call.deadline <= now {
                abandon(id, .deadlineExceeded, context)
            } else {
                next = min(next, stream.call.deadline)
            }
        }
        if !streams.isEmpty { deadlines.cover(next, on: context.eventLoop) { [self] in endOverdue() } }
        flush(context)
    }

    /// Ends a call whose answer nobody waits for.
    private func abandon(_ id: HTTP2StreamID, _ failure: CallFailure, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: .rstStream(.cancel))), promise: nil)
        mustFlush = true
        finish(id, .failure(failure))
    }

    private func finish(_ id: HTTP2StreamID, _ outcome: ResponseReader.Outcome) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        stream.call.continuation.resume(returning: outcome)
        if streams.isEmpty, case .draining = state { close() }
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

    private func close() {
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

    // MARK: Silence

    private func schedule(after delay: TimeAmount, _ body: @escaping () -> Void) {
        timer?.cancel()
        timer = context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { body() }
    }

    /// Asks whether the server is there, where calls wait and nothing came for a while.
    ///
    /// Without calls no pings are sent: other servers than ours take them for an attack.
    private func checkSilence() {
        guard let context else { return }
        let silence = NIODeadline.now() - lastRead
        guard !streams.isEmpty, silence >= keepalive.interval else {
            let rest = streams.isEmpty ? keepalive.interval : keepalive.interval - silence
            return schedule(after: rest) { [self] in checkSilence() }
        }
        let asked = NIODeadline.now()
        context.writeAndFlush(
            wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: .ping(HTTP2PingData(), ack: false))),
            promise: nil)
        schedule(after: keepalive.timeout) { [self] in
            if lastRead > asked { return checkSilence() }
            cause = Keepalive.Silence()
            self.context?.close(promise: nil)
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

    /// Streams that the server will not process, since they came after it decided to stop.
    private func refuse(after last: HTTP2StreamID) {
        for id in streams.keys where id > last {
            finish(id, .failure(.unsent("the server is stopping")))
        }
    }

    private func settle(
        _ id: HTTP2StreamID, _ outcome: ResponseReader.Outcome, isOpen: Bool, _ context: ChannelHandlerContext
    ) {
        if isOpen { write(HTTP2Frame(streamID: id, payload: .rstStream(.cancel)), context) }
        finish(id, outcome)
    }

    private static func failure(of code: HTTP2ErrorCode) -> CallFailure {
        switch code {
        case .refusedStream: .unsent("the server refused the call")
        case .cancel: CallFailure(RPCError(code: .cancelled, message: "the server cancelled the call"))
        case .enhanceYourCalm: CallFailure(RPCError(code: .resourceExhausted, message: "the server has too many calls"))
        default: CallFailure(RPCError(code: .internalError, message: "the server reset the call: \(code)"))
        }
    }

    private func write(_ frame: HTTP2Frame, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(frame), promise: nil)
        mustFlush = true
    }

    private func flush(_ context: ChannelHandlerContext) {
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

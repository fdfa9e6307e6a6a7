import GRPCCore
import NIOCore
import NIOHTTP2

extension ClientConnectionHandler {
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

    func finish(_ id: HTTP2StreamID, _ outcome: ResponseReader.Outcome) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        stream.call.continuation.resume(returning: outcome)
        if streams.isEmpty, case .draining = state { close() }
    }

    /// Streams that the server will not process, since they came after it decided to stop.
    func refuse(after last: HTTP2StreamID) {
        for id in streams.keys where id > last {
            finish(id, .failure(.unsent("the server is stopping")))
        }
    }

    func settle(
        _ id: HTTP2StreamID, _ outcome: ResponseReader.Outcome, isOpen: Bool, _ context: ChannelHandlerContext
    ) {
        if isOpen { write(HTTP2Frame(streamID: id, payload: .rstStream(.cancel)), context) }
        finish(id, outcome)
    }

    static func failure(of code: HTTP2ErrorCode) -> CallFailure {
        switch code {
        case .refusedStream: .unsent("the server refused the call")
        case .cancel: CallFailure(RPCError(code: .cancelled, message: "the server cancelled the call"))
        case .enhanceYourCalm: CallFailure(RPCError(code: .resourceExhausted, message: "the server has too many calls"))
        default: CallFailure(RPCError(code: .internalError, message: "the server reset the call: \(code)"))
        }
    }
}

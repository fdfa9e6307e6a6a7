import GRPCCore
import NIOCore
import NIOHPACK
import NIOHTTP2

extension ServerConnectionHandler {
    /// Begins a request.
    func read(_ headers: HTTP2Frame.FramePayload.Headers, _ id: HTTP2StreamID) {
        guard streams[id] == nil else {
            // Headers after the first would be trailers, which a request of gRPC does not have.
            reset(id, .protocolError)
            return cancel(id)
        }
        lastStream = max(lastStream, id)
        do throws(RequestReader.Refusal) {
            let request = try RequestReader(headers.headers, methods: service.methods)
            if headers.endStream { throw .init(.invalidArgument, "the request has no message") }
            streams[id] = .reading(request)
        } catch {
            refuse(id, error, hasMore: !headers.endStream)
        }
    }

    /// Goes on with a request, and starts the call once it is all there.
    func read(_ data: HTTP2Frame.FramePayload.Data, _ id: HTTP2StreamID) {
        guard case .byteBuffer(let bytes) = data.data, case .reading(var request)? = streams[id] else { return }
        do throws(RequestReader.Refusal) {
            try request.read(bytes)
            streams[id] = .reading(request)
            guard data.endStream else { return }
            try request.end()
            start(request, id)
        } catch {
            refuse(id, error, hasMore: !data.endStream)
        }
    }

    private func start(_ request: RequestReader, _ id: HTTP2StreamID) {
        guard let eventLoop = context?.eventLoop else { return }
        let head = request.head
        let cancellation = CallCancellation()
        let (inbox, handler) = (inbox, NIOLoopBound(self, eventLoop: eventLoop))
        let writer = ResponseWriter(isStream: head.method.type?.isResponseStreaming ?? true) { piece in
            guard inbox.add((id, piece)) else { return }
            eventLoop.execute { handler.value.takeResponses() }
        }
        let limit = service.limit(of: head)
        let deadline = limit.map { NIODeadline.now() + TimeAmount($0) }
        if let deadline { deadlines.cover(deadline, on: eventLoop) { [self] in endOverdue() } }
        streams[id] = .served(cancellation, deadline: deadline, hasBegun: false)
        service.start(
            IncomingCall(
                method: head.method, metadata: head.metadata, messages: request.messages,
                deadline: limit.map { ContinuousClock.now.advanced(by: $0) }, peer: peer, writer: writer,
                cancellation: cancellation))
    }

    /// Sends what the tasks have answered. Answers to calls that are over are dropped.
    private func takeResponses() {
        for (id, piece) in inbox.take() {
            guard case .served(let cancellation, let deadline, let hasBegun)? = streams[id] else { continue }
            if let headers = piece.headers {
                write(HTTP2Frame(streamID: id, payload: .headers(.init(headers: headers))))
            }
            for message in piece.messages {
                write(HTTP2Frame(streamID: id, payload: .data(.init(data: .byteBuffer(message)))))
            }
            if let trailers = piece.trailers {
                finish(id, trailers)
            } else if !hasBegun {
                streams[id] = .served(cancellation, deadline: deadline, hasBegun: true)
            }
        }
        flush()
    }

    /// Ends the calls whose time is over, and the work on them.
    private func endOverdue() {
        guard let eventLoop = context?.eventLoop else { return }
        deadlines.reset()
        let now = NIODeadline.now()
        let status = Status(code: .deadlineExceeded, message: RPCError.deadlineExceeded.message)
        var next = NIODeadline.distantFuture
        for case (let id, .served(let cancellation, let deadline?, let hasBegun)) in streams {
            if deadline <= now {
                cancellation.cancel()
                finish(id, hasBegun ? .trailers(status, [:]) : .trailersOnly(status))
            } else {
                next = min(next, deadline)
            }
        }
        if next < .distantFuture { deadlines.cover(next, on: eventLoop) { [self] in endOverdue() } }
        flush()
    }

    /// Answers a request that cannot be served.
    private func refuse(_ id: HTTP2StreamID, _ refusal: RequestReader.Refusal, hasMore: Bool) {
        finish(id, refusal.headers)
        // The rest of the request is not wanted.
        if hasMore { reset(id, .noError) }
    }

    private func finish(_ id: HTTP2StreamID, _ trailers: HPACKHeaders) {
        write(HTTP2Frame(streamID: id, payload: .headers(.init(headers: trailers, endStream: true))))
        streams[id] = nil
        closeIfDrained()
    }

    private func reset(_ id: HTTP2StreamID, _ code: HTTP2ErrorCode) {
        write(HTTP2Frame(streamID: id, payload: .rstStream(code)))
    }

    /// Ends the work on a call whose caller is gone.
    func cancel(_ id: HTTP2StreamID) {
        if case .served(let cancellation, _, _)? = streams.removeValue(forKey: id) { cancellation.cancel() }
        closeIfDrained()
    }
}

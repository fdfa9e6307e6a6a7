import GRPCCore
import NIOCore
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization

/// A connection to one server, as the tasks that make calls see it.
final class ClientConnection: Sendable {
    private let channel: any Channel
    private let inbox: ClientInbox
    private let handler: NIOLoopBound<ClientConnectionHandler>
    private let headers: RequestHeaders
    /// Succeeds once the server speaks HTTP/2.
    private let ready: EventLoopFuture<Void>
    /// Succeeds once no more calls are taken.
    private let closing: EventLoopFuture<Void>
    private let lastCall = Atomic<UInt64>(0)

    private init(_ channel: any Channel, headers: RequestHeaders, keepalive: Keepalive, patience: TimeAmount) throws {
        self.channel = channel
        self.headers = headers
        inbox = ClientInbox()
        let handler = ClientConnectionHandler(
            inbox: inbox, keepalive: keepalive, patience: patience, on: channel.eventLoop)
        (ready, closing) = (handler.ready.futureResult, handler.closing.futureResult)
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        try channel.pipeline.syncOperations.addHandlers(
            HTTP2Limits.handler(.client, settings: [HTTP2Setting(parameter: .enablePush, value: 0)]), handler)
    }

    /// Connects, and returns once the server speaks HTTP/2.
    ///
    /// - Parameters:
    ///   - authority: the server's name in requests, and in its certificate.
    ///   - patience: how long it may take.
    /// - Throws: ``CallFailure``, as calls fail that would need the connection.
    static func connect(
        to server: HostAndPort, authority: HostAndPort, tls: RPCTLS?, keepalive: Keepalive, patience: Duration,
        on eventLoop: any EventLoop
    ) async throws(CallFailure) -> ClientConnection {
        let headers = RequestHeaders(scheme: tls == nil ? "http" : "https", authority: authority.description)
        let attempt = ConnectionAttempt()
        do {
            return try await withTaskCancellationHandler {
                let connection = try await ClientBootstrap(group: eventLoop)
                    .connectTimeout(TimeAmount(patience))
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .connect(host: server.host, port: server.port) { channel in
                        channel.eventLoop.makeCompletedFuture {
                            attempt.began(channel)
                            if let tls {
                                // Without a name, the certificate must be for the address.
                                let name = authority.isAddress ? nil : authority.host
                                try channel.pipeline.syncOperations.addHandler(
                                    NIOSSLClientHandler(context: tls.client, serverHostname: name))
                            }
                            return try ClientConnection(
                                channel, headers: headers, keepalive: keepalive, patience: TimeAmount(patience))
                        }
                    }
                try await connection.ready.get()
                return connection
            } onCancel: {
                attempt.cancel()
            }
        } catch {
            throw .unsent("cannot connect to \(server)", cause: error)
        }
    }

    /// Makes a call, and returns its outcome; where the task is cancelled, at once.
    func call(
        _ method: MethodDescriptor, metadata: Metadata, message: ByteBuffer, deadline: ContinuousClock.Instant
    ) async -> Result<Answer, CallFailure> {
        let id = lastCall.wrappingAdd(1, ordering: .relaxed).newValue
        let timeout = ContinuousClock.now.duration(to: deadline)
        guard timeout > .zero else { return .failure(.deadlineExceeded) }
        let headers = headers.of(method, timeout: timeout, metadata: metadata)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                send(
                    .call(
                        OutgoingCall(
                            id: id, headers: headers, message: message, deadline: .now() + TimeAmount(timeout),
                            continuation: continuation)))
                // A task that was cancelled before the call was there has cancelled nothing.
                if Task.isCancelled { send(.cancel(id)) }
            }
        } onCancel: {
            send(.cancel(id))
        }
    }

    private func send(_ entry: ClientInbox.Entry) {
        guard inbox.add(entry) else { return }
        let handler = handler
        channel.eventLoop.execute { handler.value.takeEntries() }
    }

    /// Whether it takes no more calls.
    var isClosing: Bool { inbox.isClosed }

    /// Returns once the connection takes no more calls: its server is about to stop, or is gone.
    func untilClosing() async {
        // The future does not fail.
        try? await closing.get()
    }

    /// Returns once the connection has ended; ends it at once where the task is cancelled.
    func untilClosed() async {
        await withTaskCancellationHandler {
            // The future of a channel's end does not fail.
            try? await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// Takes no more calls, and ends the connection after those that are under way.
    func drain() {
        let handler = handler
        channel.eventLoop.execute { handler.value.drain() }
    }
}

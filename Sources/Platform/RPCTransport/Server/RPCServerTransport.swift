import GRPCCore
import NIOCore
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization

/// Serves gRPC over HTTP/2: requests are read whole, answers may be streams.
final class RPCServerTransport: ServerTransport {
    typealias Bytes = MessageBytes

    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: Connection] = [:]
        var isStopping = false
    }

    private struct Connection {
        let channel: any Channel
        let handler: NIOLoopBound<ServerConnectionHandler>
    }

    private let options: RPCServerOptions
    /// By their paths. They are known from the start, as a client may come as soon as the port is open.
    private let methods: [String: MethodDescriptor]
    private let state = Mutex(State())
    /// Not bounded: each connection has a bound, and a call that nobody takes from here would wait elsewhere.
    private let calls = AsyncStream.makeStream(of: IncomingCall.self)

    /// - Parameter methods: those that are served.
    init(_ methods: [MethodDescriptor], options: RPCServerOptions) {
        self.options = options
        self.methods = Dictionary(
            methods.map { ("/\($0.service.fullyQualifiedService)/\($0.method)", $0) }, uniquingKeysWith: { $1 })
    }

    /// Listens. Calls are taken from ``listen(streamHandler:)`` on.
    /// - Returns: the address, with the port that was taken for port 0.
    func bind(to address: HostAndPort) async throws -> HostAndPort {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.accept(channel) }
            }
            .bind(host: address.host, port: address.port).get()
        let isStopping = state.withLock { state in
            state.listener = listener
            return state.isStopping
        }
        if isStopping { listener.close(promise: nil) }
        return HostAndPort(host: address.host, port: listener.localAddress?.port ?? address.port)
    }

    private func accept(_ channel: any Channel) throws {
        let handler = ServerConnectionHandler(
            .init(methods: methods, longestCall: options.longestCall) { [calls] in calls.continuation.yield($0) },
            maximumAge: options.maximumAge.map { TimeAmount($0) }, keepalive: Keepalive(every: options.keepalive))
        if let tls = options.tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.server))
        }
        let limit = HTTP2Setting(
            parameter: .maxConcurrentStreams, value: HTTP2Limits.maximumConcurrentStreams)
        try channel.pipeline.syncOperations.addHandlers(HTTP2Limits.handler(.server, settings: [limit]), handler)
        let connection = Connection(
            channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
        let isStopping = state.withLock { state in
            state.connections[ObjectIdentifier(channel)] = connection
            return state.isStopping
        }
        channel.closeFuture.whenComplete { _ in self.ended(channel) }
        if isStopping { channel.close(promise: nil) }
    }

    private func ended(_ channel: any Channel) {
        let isLast = state.withLock { state in
            state.connections[ObjectIdentifier(channel)] = nil
            return state.isStopping && state.connections.isEmpty
        }
        if isLast { calls.continuation.finish() }
    }

    /// Serves until the last connection has ended after ``beginGracefulShutdown()``.
    func listen(
        streamHandler: @escaping @Sendable (RPCStream<Inbound, Outbound>, ServerContext) async -> Void
    ) async throws {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for await call in calls.stream {
                    group.addTask { await call.serve(streamHandler) }
                }
            }
        } onCancel: {
            for connection in stop() { connection.channel.close(promise: nil) }
        }
    }

    func beginGracefulShutdown() {
        for connection in stop() {
            connection.channel.eventLoop.execute { connection.handler.value.drain() }
        }
    }

    /// Stops to listen.
    private func stop() -> [Connection] {
        let (listener, connections) = state.withLock { state in
            state.isStopping = true
            return (state.listener, Array(state.connections.values))
        }
        listener?.close(promise: nil)
        if connections.isEmpty { calls.continuation.finish() }
        return connections
    }
}

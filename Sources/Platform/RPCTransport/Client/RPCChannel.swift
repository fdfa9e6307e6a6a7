import GRPCCore
public import Logging
import NIOCore
import NIOPosix
import Resilience
public import ServiceLifecycle
import Synchronization

/// The way to a gRPC service in other processes.
///
/// Nothing is connected before the first call. Then there is a connection to each server, made again whenever it ends, and
/// each call goes to the less loaded of two. A call waits for a first connection, and fails at once where no server can be
/// reached.
public final class RPCChannel: Service {
    enum Phase {
        /// No call was made yet: becomes `active` or `stopped`.
        case idle
        /// Becomes `stopped`.
        case active
        /// No more calls are made.
        case stopped
    }

    struct State {
        var phase = Phase.idle
        var peers = PeerSet()
        /// Those that have not ended yet, be it that they take no more calls.
        var connections: [ObjectIdentifier: ClientConnection] = [:]
        var waiters: [Int: CheckedContinuation<Result<PeerSet.Choice, CallFailure>, Never>] = [:]
        var lastWaiter = 0
        var isLookingUp = false
    }

    enum Command {
        case findServers
        case connect(peer: Int)
    }

    let endpoint: RPCEndpoint
    let options: RPCChannelOptions
    let usualTimeout: (duration: Duration, text: String)
    let retries: Resilience.RetryPolicy
    let lookUp: @Sendable (HostAndPort) async throws -> [HostAndPort]
    let eventLoops: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    let logger: Logger
    let state = Mutex(State())
    let commands = AsyncStream.makeStream(of: Command.self)

    /// A channel, which must run for calls to be made.
    public convenience init(to endpoint: RPCEndpoint, options: RPCChannelOptions = .init(), logger: Logger) {
        self.init(to: endpoint, options: options, logger: logger, lookUp: NameLookup.addresses)
    }

    init(
        to endpoint: RPCEndpoint, options: RPCChannelOptions, logger: Logger,
        lookUp: @escaping @Sendable (HostAndPort) async throws -> [HostAndPort]
    ) {
        self.endpoint = endpoint
        self.options = options
        retries = Resilience.RetryPolicy(attempts: options.attempts)
        usualTimeout = (options.timeout, GRPCTimeout.text(of: options.timeout))
        self.lookUp = lookUp
        var logger = logger
        logger[metadataKey: "endpoint"] = "\(endpoint)"
        self.logger = logger
    }

    /// Keeps the connections until shutdown, and then until the calls under way have ended.
    public func run() async throws {
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await withDiscardingTaskGroup { group in
                    for await command in commands.stream {
                        switch command {
                        case .findServers: group.addTask { await self.findServers() }
                        case .connect(let peer): group.addTask { await self.keepConnected(peer) }
                        }
                    }
                }
            } onGracefulShutdown: {
                self.stop()
            }
        } onCancel: {
            self.stop()
        }
    }

    private func stop() {
        let (waiters, connections) = state.withLock { state in
            state.phase = .stopped
            defer { state.waiters = [:] }
            return (state.waiters.values, state.connections.values)
        }
        for waiter in waiters { waiter.resume(returning: .failure(Self.stopped)) }
        for connection in connections { connection.drain() }
        commands.continuation.finish()
    }

    static let stopped = CallFailure.unsent("the process is stopping")
}

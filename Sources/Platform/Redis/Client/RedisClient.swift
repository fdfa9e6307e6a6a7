public import Logging
public import NIOCore
public import NIOPosix

/// A client of a Redis server, of the primary that sentinels watch over, or of a cluster; shared by any number of tasks.
///
/// Commands of all callers go over one connection (or a few), and those that are issued at the same time are written
/// together. It connects on first use and again whenever the connection breaks; nothing needs to run it. Close it with
/// ``shutdown()``.
///
///     let client = RedisClient(configuration: try RedisConfiguration(url: "redis://127.0.0.1:6379"), logger: logger)
///     try await client.send(RedisCommand("SET", "greeting", "hello"))
public final class RedisClient: Sendable {
    let servers: RedisServers
    let settings: LinkSettings
    let eventLoopGroup: any EventLoopGroup
    /// The event loop of the first connection.
    let home: any EventLoop
    /// Connections of single callers, and those that carry messages.
    let guests: LinkRegistry
    let account: RedisAccount
    let telemetry: CallTelemetry
    /// Hears of another primary, where there are sentinels.
    private let sentinelWatch: RedisLink?
    private let taskExecutor: EventLoopTaskExecutor

    /// - Parameter telemetry: what is measured: by default go-zero's `redis_client_requests_…` metrics, spans for
    ///   commands that belong to a trace, and a log line for those that take half a second.
    public init(
        configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        telemetry: RedisTelemetryOptions = RedisTelemetryOptions(), logger: Logger
    ) {
        self.eventLoopGroup = eventLoopGroup
        home = eventLoopGroup.next()
        taskExecutor = EventLoopTaskExecutor(home)
        settings = LinkSettings(configuration, logger: logger)
        servers = RedisServers(configuration, home: home, group: eventLoopGroup, settings)
        guests = LinkRegistry()
        account = RedisAccount(user: configuration.user, place: configuration.topology.description)
        self.telemetry = CallTelemetry(telemetry, place: account.place, logger: logger)
        sentinelWatch = Self.sentinelWatch(configuration, servers, guests, on: home, settings)
    }

    /// Runs tasks on the event loop of the first connection, where a command costs no change of threads.
    ///
    ///     try await withTaskExecutorPreference(client.executor) { … }
    public var executor: any TaskExecutor { taskExecutor }

    /// Closes all connections. Commands without an answer fail, and so does each later one.
    public func shutdown() async {
        let error = RedisError(.shutDown, "the client was shut down")
        await sentinelWatch?.closed(error)
        await guests.closed(error)
        await servers.closed(error)
    }

    /// Goes to another primary as soon as the sentinels have made it one.
    private static func sentinelWatch(
        _ configuration: RedisConfiguration, _ servers: RedisServers, _ guests: LinkRegistry,
        on eventLoop: any EventLoop, _ settings: LinkSettings
    ) -> RedisLink? {
        guard case .sentinel(let sentinels, let primary) = configuration.topology,
            case .single(let links, _) = servers
        else { return nil }
        return SentinelWatch.link(
            sentinels, primary: primary, on: eventLoop, settings.forSentinels(configuration)
        ) { address in
            links.move(to: address)
            guests.move(to: address)
        }
    }
}

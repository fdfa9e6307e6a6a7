public import Logging
public import Redis
import ResilienceRedis
public import ServiceKit
public import ServiceLifecycle

/// The rate limit that processes share, with its connection to the Redis server.
public struct SharedRateLimit: Service {
    /// How long a request waits for the server before the process limits on its own.
    private static let patience: Duration = .milliseconds(250)

    private let client: RedisClient
    public let limit: HTTPRateLimit

    /// - Parameters:
    ///   - name: whose processes share it; what is counted stands under `<name>:rate:`.
    ///   - rate: requests a second in the long run.
    ///   - burst: requests at once after a pause.
    public init(
        of name: String, on configuration: RedisConfiguration, rate: Double, burst: Int, by key: HTTPRateLimit.Key,
        telemetry: RedisTelemetryOptions, logger: Logger
    ) {
        var configuration = configuration
        configuration.commandTimeout = Self.patience
        configuration.connectTimeout = Self.patience
        client = RedisClient(configuration: configuration, telemetry: telemetry, logger: logger)
        limit = HTTPRateLimit(
            RedisRateLimit(client: client, prefix: "\(name):rate:", rate: rate, burst: burst, logger: logger), by: key)
    }

    /// Keeps the connection until shutdown.
    public func run() async throws {
        // Ended by cancellation where the process does not stop in peace; the connection is closed all the same.
        try? await gracefulShutdown()
        await client.shutdown()
    }
}

public import Logging
public import Redis
public import Resilience
import Synchronization

/// Token buckets by key that all processes share, on a Redis server.
///
/// A process that cannot reach the server limits on its own, each caller to as much as all processes together would
/// have allowed, and asks the server again a second later: a limit that cannot be looked up is no reason to refuse
/// anybody, or to make anybody wait.
public final class RedisRateLimit: KeyedRateLimit {
    /// How long the server is left alone after it could not be asked.
    private static let rest: Duration = .seconds(1)

    private let client: RedisClient
    private let prefix: String
    private let arguments: [RedisArgument]
    private let local: LocalRateLimit
    private let logger: Logger
    private let now: @Sendable () -> MonotonicTime
    /// When the server is to be asked again; `nil` while it answers.
    private let restsUntil = Mutex<MonotonicTime?>(nil)

    /// - Parameters:
    ///   - client: should have a short `commandTimeout`, as requests wait for it.
    ///   - prefix: what the keys on the server begin with.
    ///   - rate: how many a key may have in a second, above 0.
    ///   - burst: how many it may have at once after a pause, at least 1.
    public init(
        client: RedisClient, prefix: String, rate: Double, burst: Int, logger: Logger,
        now: @escaping @Sendable () -> MonotonicTime = { .now }
    ) {
        self.client = client
        self.prefix = prefix
        arguments = ["\(rate)", .integer(Int64(burst))]
        local = LocalRateLimit(rate: rate, burst: burst, now: now)
        self.logger = logger
        self.now = now
    }

    public func take(_ key: String) async -> Duration? {
        let rests = restsUntil.withLock { $0.map { now() < $0 } ?? false }
        guard !rests else { return local.take(key) }
        do {
            let reply = try await client.evaluate(.takeToken, keys: ["\(prefix){\(key)}"], arguments: arguments)
            recovered()
            let wait = reply.int ?? 0
            return wait > 0 ? .milliseconds(wait) : nil
        } catch {
            failed(error)
            return local.take(key)
        }
    }

    private func failed(_ error: RedisError) {
        // The caller is gone, which says nothing of the server.
        guard error.code != .cancelled else { return }
        let until = now() + Self.rest
        let isNew = restsUntil.withLock { rests in
            defer { rests = until }
            return rests == nil
        }
        if isNew {
            logger.warning(
                "rate limits are not shared: Redis cannot be asked, so this process limits on its own",
                metadata: ["error": "\(error)"])
        }
    }

    private func recovered() {
        let wasResting = restsUntil.withLock { rests in
            defer { rests = nil }
            return rests != nil
        }
        if wasResting { logger.notice("rate limits are shared again") }
    }
}

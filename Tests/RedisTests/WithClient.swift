import Logging
import Redis
import TestSupport

/// Runs `body` with a client of a server, and shuts the client down.
func withClient<Value>(
    _ url: String, _ adjust: (inout RedisConfiguration) -> Void = { _ in }, logger: Logger = quietLogger,
    _ body: (RedisClient) async throws -> Value
) async throws -> Value {
    var configuration = try RedisConfiguration(url: url)
    adjust(&configuration)
    // What a busy machine makes slow is no warning of the client's.
    let client = RedisClient(
        configuration: configuration, telemetry: RedisTelemetryOptions(slowCalls: nil), logger: logger)
    do {
        let value = try await body(client)
        await client.shutdown()
        return value
    } catch {
        await client.shutdown()
        throw error
    }
}

/// The error that `body` throws; `nil` where it throws none or another kind.
func redisError<Value>(_ body: () async throws -> Value) async -> RedisError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? RedisError
    }
}

/// How many clients wait for a blocking command.
func blockedClients(_ client: RedisClient) async throws -> Int {
    let info = try await client.send(RedisCommand("INFO", "clients")).string ?? ""
    let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("blocked_clients:") }
    return line.flatMap { Int($0.dropFirst("blocked_clients:".count)) } ?? -1
}

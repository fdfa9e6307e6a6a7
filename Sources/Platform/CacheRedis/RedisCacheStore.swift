import Clocks
import Redis

/// One cache's keys on the server.
///
/// | key | value | lives |
/// |---|---|---|
/// | `cache:{name}:value:KEY` | ``StoredValue`` | as long as the value is good |
/// | `cache:{name}:removal:KEY` | a random token, new with each removal of the key | twice ``longestLoad`` |
/// | `cache:{name}:generation` | a random token, new with each removal of all | for ever |
struct RedisCacheStore: Sendable {
    /// What a load must find unchanged on the server to store its value: that neither the key nor all was removed since.
    struct Ticket: Sendable, Hashable {
        var removal: [UInt8]
        var generation: [UInt8]
    }

    enum Answer: Sendable {
        case value([UInt8], Ticket)
        case absent
        case missing(Ticket)
    }

    /// A load that takes longer stores nothing: the token of a removal may have expired meanwhile.
    static let longestLoad = Duration.seconds(60)

    private let prefix: String
    private let client: RedisClient

    init(name: String, client: RedisClient) {
        prefix = "cache:{\(name)}:"
        self.client = client
    }

    func read(_ key: String) async throws(RedisError) -> Answer {
        let reply = try await client.send(
            RedisCommand("MGET", .text(value(key)), .text(removal(key)), .text(generation)))
        guard let parts = reply.array, parts.count == 3 else {
            throw RedisError(.protocolViolation, "MGET of three keys was answered with something else")
        }
        let ticket = Ticket(removal: parts[1].bytes ?? [], generation: parts[2].bytes ?? [])
        guard let bytes = parts[0].bytes, let stored = StoredValue(bytes), stored.generation == ticket.generation else {
            return .missing(ticket)
        }
        return stored.payload.map { .value($0, ticket) } ?? .absent
    }

    /// Stores a value, or that there is none, unless it was removed since the ticket was handed out.
    func store(
        _ payload: [UInt8]?, for key: String, _ ticket: Ticket, lifetime: Duration
    ) async throws(RedisError) {
        let milliseconds = lifetime.wholeNanoseconds / 1_000_000
        guard milliseconds > 0 else { return }
        let stored = StoredValue(generation: ticket.generation, payload: payload)
        _ = try await client.evaluate(
            CacheScripts.store, keys: [value(key), removal(key), generation],
            arguments: [
                .bytes(ticket.removal), .bytes(ticket.generation), .bytes(stored.bytes), .integer(milliseconds),
            ])
    }

    func remove(_ key: String) async throws(RedisError) {
        _ = try await client.evaluate(
            CacheScripts.remove, keys: [value(key), removal(key)],
            arguments: [.text(Self.newToken), .integer(2 * Self.longestLoad.wholeNanoseconds / 1_000_000)])
    }

    func removeAll() async throws(RedisError) {
        _ = try await client.send(RedisCommand("SET", .text(generation), .text(Self.newToken)))
    }

    private func value(_ key: String) -> String { prefix + "value:" + key }
    private func removal(_ key: String) -> String { prefix + "removal:" + key }
    private var generation: String { prefix + "generation" }

    /// Never the same twice, so that a token that expired and came back is not taken for the old one.
    private static var newToken: String { String(UInt64.random(in: 0 ... .max), radix: 36) }
}

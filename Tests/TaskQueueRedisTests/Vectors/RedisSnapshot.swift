import Clocks
import Redis

/// The keys of a Redis server, with what they hold and until when.
struct RedisSnapshot: Sendable {
    struct Entry: Sendable {
        var content: RedisContent
        /// In Unix milliseconds, `nil` for a key that stays.
        var expiresAt: Int64?
    }

    var entries: [String: Entry] = [:]

    /// Reads all that a server holds.
    init(of client: RedisClient) async throws {
        for key in try await client.send(RedisCommand("KEYS", "*")).array ?? [] {
            guard let name = key.string else { continue }
            let expiry = try await client.send(RedisCommand("PEXPIRETIME", .text(name))).int ?? -1
            entries[name] = Entry(
                content: try await Self.content(of: name, client), expiresAt: expiry < 0 ? nil : expiry)
        }
    }

    private static func content(of key: String, _ client: RedisClient) async throws -> RedisContent {
        let type = try await client.send(RedisCommand("TYPE", .text(key))).string
        switch type {
        case "list":
            return .list(try await bytes(RedisCommand("LRANGE", .text(key), 0, -1), client))
        case "set":
            return .set(Set(try await bytes(RedisCommand("SMEMBERS", .text(key)), client)))
        case "zset":
            let values = try await client.send(RedisCommand("ZRANGE", .text(key), 0, -1, "WITHSCORES")).array ?? []
            // Version 3 sends pairs, version 2 one flat array.
            let flat = values.flatMap { $0.array ?? [$0] }
            return .sortedSet(
                Dictionary(
                    uniqueKeysWithValues: stride(from: 0, to: flat.count, by: 2).map {
                        (flat[$0].bytes ?? [], flat[$0 + 1].double ?? .nan)
                    }))
        case "hash":
            let pairs = try await client.send(RedisCommand("HGETALL", .text(key))).pairs ?? []
            return .hash(
                Dictionary(uniqueKeysWithValues: pairs.map { ($0.key.string ?? "", $0.value.bytes ?? []) }))
        default:
            return .string(try await client.send(RedisCommand("GET", .text(key))).bytes ?? [])
        }
    }

    private static func bytes(_ command: RedisCommand, _ client: RedisClient) async throws -> [[UInt8]] {
        (try await client.send(command).array ?? []).compactMap(\.bytes)
    }
}

extension Keyspace {
    /// Stores the keys on a server, in place of what it holds.
    /// - Parameter now: the vector's time, from which relative expiries count.
    func load(into client: RedisClient, now: Timestamp) async throws {
        _ = try await client.send(RedisCommand("FLUSHALL"))
        for key in keys + serverKeys {
            for command in key.commands(now: now) { _ = try await client.send(command) }
        }
    }
}

extension VectorKey {
    fileprivate func commands(now: Timestamp) -> [RedisCommand] {
        let name = RedisArgument.text(key)
        var commands: [RedisCommand] =
            switch content {
            case .string(let bytes): [RedisCommand("SET", name, .bytes(bytes))]
            case .list(let items): [RedisCommand("RPUSH", arguments: [name] + items.map { .bytes($0) })]
            case .set(let members): [RedisCommand("SADD", arguments: [name] + members.map { .bytes($0) })]
            case .sortedSet(let members):
                members.map { RedisCommand("ZADD", name, .text("\($0.value)"), .bytes($0.key)) }
            case .hash(let fields):
                fields.map { RedisCommand("HSET", name, .text($0.key), .bytes($0.value)) }
            }
        if let seconds = expiry.seconds {
            commands.append(RedisCommand("PEXPIREAT", name, .integer(now.milliseconds + seconds * 1000)))
        } else if let unix = expiry.unix {
            commands.append(RedisCommand("EXPIREAT", name, .integer(unix)))
        }
        return commands
    }
}

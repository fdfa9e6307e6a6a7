import Clocks
import Logging
import Redis
public import TaskQueue

extension RedisBroker {
    public func announce(_ server: ServerInfo, for duration: Duration) async throws(TaskQueueError) {
        let process = server.identity.text
        let keys = [RedisKeys.server(process), RedisKeys.workers(process)]
        var arguments: [RedisArgument] = [.integer(duration.wholeMilliseconds), .bytes(server.encoded())]
        for attempt in server.attempts {
            arguments += [.text(attempt.taskID), .bytes(attempt.encoded(of: server.identity))]
        }
        _ = try await evaluate(RegistryScripts.server, keys: keys, arguments)

        let now = clock.now
        let expiry = RedisArgument.integer((now + duration).seconds)
        let past = RedisArgument.text("(\(now.seconds)")
        var commands = [
            RedisCommand("ZADD", .text(RedisKeys.servers), expiry, .text(keys[0])),
            RedisCommand("ZADD", .text(RedisKeys.workers), expiry, .text(keys[1])),
            // Those of processes that were killed would stay for ever.
            RedisCommand("ZREMRANGEBYSCORE", .text(RedisKeys.servers), "-inf", past),
            RedisCommand("ZREMRANGEBYSCORE", .text(RedisKeys.workers), "-inf", past),
        ]
        // A queue that is served shows, also where it is empty or was deleted by another process.
        if !server.queues.isEmpty {
            let queues = server.queues.keys.sorted().map { RedisArgument.text($0) }
            commands.append(RedisCommand("SADD", arguments: [.text(RedisKeys.queues)] + queues))
        }
        _ = try await send(commands)
    }

    public func withdraw(_ server: ProcessIdentity) async throws(TaskQueueError) {
        let keys = [RedisKeys.server(server.text), RedisKeys.workers(server.text)]
        _ = try await send([
            RedisCommand("ZREM", .text(RedisKeys.servers), .text(keys[0])),
            RedisCommand("ZREM", .text(RedisKeys.workers), .text(keys[1])),
            RedisCommand("DEL", .text(keys[0]), .text(keys[1])),
        ])
    }

    public func servers() async throws(TaskQueueError) -> [ServerInfo] {
        let infoPrefix = "\(RedisKeys.servers):"
        var servers: [ServerInfo] = []
        for key in try await aliveKeys(in: RedisKeys.servers) {
            do throws(TaskQueueError) {
                guard key.hasPrefix(infoPrefix) else {
                    throw TaskQueueError(.brokerFailure, "it is not the key of a server")
                }
                let attemptsKey = "\(RedisKeys.workers):" + key.dropFirst(infoPrefix.count)
                let replies = try await send([
                    RedisCommand("GET", .text(key)), RedisCommand("HVALS", .text(attemptsKey)),
                ])
                // It may have gone between the two commands.
                guard let bytes = replies[0].buffer else { continue }
                var server = try decode(bytes, as: ServerInfo.init(encoded:))
                server.attempts = attempts(try replies[1].elements(), of: key)
                servers.append(server)
            } catch {
                guard error.code == .brokerFailure else { throw error }
                logger.warning("a server is left out of the list: \(error)", metadata: ["key": "\(key)"])
            }
        }
        return servers.sorted { $0.identity.text < $1.identity.text }
    }

    private func attempts(_ values: [RESPValue], of server: String) -> [AttemptInfo] {
        values.compactMap { value in
            guard let bytes = value.buffer else { return nil }
            do throws(TaskQueueError) {
                return try decode(bytes, as: AttemptInfo.init(encoded:))
            } catch {
                logger.warning("an attempt is left out of the list: \(error)", metadata: ["key": "\(server)"])
                return nil
            }
        }.sorted { ($0.startedAt, $0.taskID) < ($1.startedAt, $1.taskID) }
    }

    /// The members of a sorted set of keys that are not out of date.
    func aliveKeys(in set: String) async throws(TaskQueueError) -> [String] {
        let now = clock.now.seconds
        return try await send(RedisCommand("ZRANGEBYSCORE", .text(set), .integer(now), "+inf")).strings()
    }
}

extension Duration {
    /// As whole milliseconds, at least one: Redis refuses to keep a key for less.
    var wholeMilliseconds: Int64 { max(wholeNanoseconds / 1_000_000, 1) }
}

import Testing

@testable import Redis

@Suite("The keys of a command")
struct RedisCommandKeysTests {
    @Test(
        "are where the command has them",
        arguments: [
            (RedisCommand("GET", "k"), ["k"]), (RedisCommand("get", "k"), ["k"]), (RedisCommand("PING"), []),
            (RedisCommand("PUBLISH", "channel", "m"), []), (RedisCommand("SCRIPT", "FLUSH"), []),
            (RedisCommand("DEL", "a", "b", "c"), ["a", "b", "c"]), (RedisCommand("MSET", "a", 1, "b", 2), ["a", "b"]),
            (RedisCommand("EVALSHA", "sha", 2, "a", "b", "x"), ["a", "b"]), (RedisCommand("EVAL", "s", 0, "x"), []),
            (RedisCommand("EVAL", "s", "2", "a", "b"), ["a", "b"]), (RedisCommand("EVAL", "s", 5, "a"), ["a"]),
            (RedisCommand("EVAL", "s", -1, "a"), []), (RedisCommand("EVAL", "s"), []), (RedisCommand("EVAL"), []),
            (RedisCommand("BLMOVE", "a", "b", "LEFT", "RIGHT", 0), ["a", "b"]),
            (RedisCommand("BLPOP", "a", "b", 0), ["a", "b"]), (RedisCommand("OBJECT", "ENCODING", "k"), ["k"]),
            (RedisCommand("ZUNIONSTORE", "to", 2, "a", "b"), ["to", "a", "b"]),
            (RedisCommand("LMPOP", 2, "a", "b", "LEFT"), ["a", "b"]),
            (RedisCommand("BLMPOP", 0, 2, "a", "b", "LEFT"), ["a", "b"]),
            (RedisCommand("XREAD", "COUNT", 1, "STREAMS", "a", "b", "0", "0"), ["a", "b"]),
            (RedisCommand("XREADGROUP", "GROUP", "g", "c", "STREAMS", "a", ">"), ["a"]), (RedisCommand("XREAD"), []),
            (RedisCommand("SOMETHINGNEW", "k", "v"), ["k"]), (RedisCommand("SET", .integer(5), "v"), ["5"]),
            (RedisCommand("GET"), []),
        ])
    func keys(command: RedisCommand, keys: [String]) {
        #expect(command.keys == keys)
        #expect(command.key == keys.first)
    }
}

import Redis

/// What has to happen in one step on the server.
enum CacheScripts {
    /// Stores a value unless it was removed meanwhile.
    ///
    /// KEYS: the value, the token of its removal, the generation. ARGV: the tokens as the load found them, empty where there
    /// were none; the value; its lifetime in milliseconds. Returns whether it was stored.
    static let store = RedisScript(
        name: "cache.store",
        source: """
            if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
            if (redis.call('GET', KEYS[3]) or '') ~= ARGV[2] then return 0 end
            redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
            return 1
            """)

    /// Removes a value, and makes worthless the tickets that were handed out for it.
    ///
    /// KEYS: the value, the token of its removal. ARGV: a new token; its lifetime in milliseconds. Returns how many values
    /// there were.
    static let remove = RedisScript(
        name: "cache.remove",
        source: """
            redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
            return redis.call('DEL', KEYS[1])
            """)
}

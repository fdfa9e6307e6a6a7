import Redis

/// Scripts by which servers and schedulers show themselves. Their keys are given in full, and they take no time.
enum RegistryScripts {
    /// Shows a server and its attempts, in place of those shown before.
    ///
    /// - KEYS: the server's information, its attempts.
    /// - ARGV: for how many milliseconds, the information, then ids of tasks and attempts in turn.
    static let server = RedisScript(
        name: "announce a server",
        source: """
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[1])
            redis.call('DEL', KEYS[2])
            for index = 3, #ARGV, 2 do
                redis.call('HSET', KEYS[2], ARGV[index], ARGV[index + 1])
            end
            redis.call('PEXPIRE', KEYS[2], ARGV[1])
            """)

    /// Shows the entries of a scheduler, in place of those shown before.
    ///
    /// - KEYS: the scheduler's entries.
    /// - ARGV: for how many milliseconds, then the entries.
    static let entries = RedisScript(
        name: "announce entries",
        source: """
            redis.call('DEL', KEYS[1])
            for index = 2, #ARGV do
                redis.call('LPUSH', KEYS[1], ARGV[index])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            """)

    /// Adds an event to the history of a scheduler's entry.
    ///
    /// - KEYS: the history.
    /// - ARGV: the event's time in seconds, the event, how many to keep, for how many seconds.
    static let event = RedisScript(
        name: "record an event",
        source: """
            redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[3] - 1)
            redis.call('EXPIRE', KEYS[1], ARGV[4])
            """)
}

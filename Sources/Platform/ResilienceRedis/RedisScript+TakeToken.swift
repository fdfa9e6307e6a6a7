import Redis

extension RedisScript {
    /// Takes a token from a bucket, by the server's clock.
    ///
    /// - KEYS[1]: the bucket, a hash of `tokens` and `time` (microseconds).
    /// - ARGV[1]: tokens that come back in a second. ARGV[2]: the most that it holds.
    ///
    /// Returns 0 if there was a token; otherwise how many milliseconds it is until there is, rounded up.
    /// A bucket that has had the time to be full is forgotten.
    static let takeToken = RedisScript(
        name: "takeToken",
        source: """
            local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
            local clock = redis.call('TIME')
            local now = clock[1] * 1000000 + clock[2]
            local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'time')
            local tokens = burst
            if bucket[1] then
                local passed = math.max(0, now - tonumber(bucket[2]))
                tokens = math.min(burst, tonumber(bucket[1]) + rate * passed / 1000000)
            end
            local wait = 0
            if tokens < 1 then
                wait = math.ceil((1 - tokens) * 1000 / rate)
            else
                tokens = tokens - 1
            end
            redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'time', string.format('%.0f', now))
            redis.call('PEXPIRE', KEYS[1], math.ceil(burst * 1000 / rate) + 1000)
            return wait
            """)
}

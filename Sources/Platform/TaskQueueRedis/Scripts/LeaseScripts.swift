import Redis

/// Scripts about the leases on active tasks.
enum LeaseScripts {
    /// A piece of Lua: `holds(fields, id, token, expiry)`, whether a lease is the one that its holder knows. `fields`
    /// are those of the task, the lease's token first, or an error. A token of 0 is that of a lease of asynq's, which
    /// is known by its expiry.
    static let holding = """
        local function holds(fields, id, token, expiry)
            if fields.err then return false end
            if token ~= '0' then return fields[1] == token end
            return not fields[1] and tonumber(redis.call('ZSCORE', p .. 'lease', id)) == tonumber(expiry)
        end

        """

    /// Extends leases that are held and have not expired.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, when they expire from now on, in Unix seconds; then for each lease the task's id, its token and when
    ///   it was to expire.
    /// - Returns: the numbers, from 1, of those that had been lost.
    static let extend = RedisScript(
        name: "extend leases",
        source: ScriptPrelude.now + holding + """
            local lost = {}
            for i = 3, #ARGV, 3 do
                local id = ARGV[i]
                local fields = redis.pcall('HMGET', p .. 't:' .. id, 'lease_token')
                local expiry = tonumber(redis.call('ZSCORE', p .. 'lease', id))
                if expiry and expiry * 1000000 > tonumber(now_us) and holds(fields, id, ARGV[i + 1], ARGV[i + 2]) then
                    redis.call('ZADD', p .. 'lease', ARGV[2], id)
                else
                    lost[#lost + 1] = i / 3
                end
            end
            return lost
            """)

    /// Finds leases that have expired. An id whose task is gone goes back to the pending ones, where the next worker
    /// sets it aside.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, how many at most.
    /// - Returns: for each task five values: id, expiry in Unix seconds, message, token or null, number of crashes or
    ///   null. The message is null where the id went back.
    static let expired = RedisScript(
        name: "expired leases",
        source: ScriptPrelude.now + """
            local found = redis.call(
                'ZRANGEBYSCORE', p .. 'lease', '-inf', string.format('%.6f', tonumber(now_us) / 1000000),
                'WITHSCORES', 'LIMIT', 0, ARGV[2])
            redis.call('LLEN', p .. 'pending')
            local reply, bytes = {}, 0
            for i = 1, #found, 2 do
                local id, n = found[i], #reply
                local fields = redis.pcall('HMGET', p .. 't:' .. id, 'msg', 'lease_token', 'crashes')
                if fields.err then fields = {false, false, false} end
                if not fields[1] then
                    redis.call('LREM', p .. 'active', -1, id)
                    redis.call('ZREM', p .. 'lease', id)
                    redis.call('RPUSH', p .. 'pending', id)
                end
                reply[n + 1], reply[n + 2], reply[n + 3] = id, found[i + 1], fields[1]
                reply[n + 4], reply[n + 5] = fields[2], fields[3]
                bytes = bytes + #(fields[1] or '')
                if bytes > 16777216 then break end
            end
            return reply
            """)

    /// Counts a crash in advance, once, where the lease is held.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the task's id, the token of its lease and when that was to expire.
    /// - Returns: 1, or 0 where the lease was lost.
    static let countCrash = RedisScript(
        name: "count a crash",
        source: ScriptPrelude.now + holding + """
            local id = ARGV[2]
            local key = p .. 't:' .. id
            local fields = redis.pcall('HMGET', key, 'lease_token', 'crash_counted')
            if not holds(fields, id, ARGV[3], ARGV[4]) or not redis.call('ZSCORE', p .. 'lease', id) then return 0 end
            if not fields[2] then
                redis.call('HINCRBY', key, 'crashes', 1)
                redis.call('HSET', key, 'crash_counted', '1')
            end
            return 1
            """)

    /// Puts a task whose lease has expired, and which cannot be read, back to the pending ones.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the task's id, the token of its lease and when that expired.
    /// - Returns: nothing.
    static let putBack = RedisScript(
        name: "put back",
        source: ScriptPrelude.now + holding + """
            local id = ARGV[2]
            local key = p .. 't:' .. id
            local fields = redis.pcall('HMGET', key, 'lease_token')
            redis.call('LLEN', p .. 'pending')
            if not holds(fields, id, ARGV[3], ARGV[4]) or redis.call('LREM', p .. 'active', -1, id) == 0 then return end
            redis.call('ZREM', p .. 'lease', id)
            redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
            redis.call('HDEL', key, 'lease_token')
            redis.call('RPUSH', p .. 'pending', id)
            """)
}

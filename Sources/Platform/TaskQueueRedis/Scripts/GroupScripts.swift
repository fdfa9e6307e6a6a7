import Redis

/// Scripts for tasks that wait in groups to be aggregated.
enum GroupScripts {
    /// Takes the oldest members out of a group into an aggregation set, if it is time.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the group, the set's id, for how many seconds the set is held, the most members that a set takes (0
    ///   for no limit), how long the oldest may wait (negative for no limit) and how long the newest must have waited,
    ///   both in seconds.
    /// - Returns: an empty array where the group has no members; one element where the set was taken: until when it is
    ///   held, in whole Unix seconds; else two: when the oldest and when the newest member joined.
    static let take = RedisScript(
        name: "take a set",
        source: ScriptPrelude.now + """
            local group, moment = ARGV[2], tonumber(now_us) / 1e6
            local size_limit, delay, grace = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
            local members = p .. 'g:' .. group
            local size = redis.call('ZCARD', members)
            if size == 0 then
                redis.call('SREM', p .. 'groups', group)
                return {}
            end

            local oldest = redis.call('ZRANGE', members, 0, 0, 'WITHSCORES')[2]
            local newest = redis.call('ZRANGE', members, -1, -1, 'WITHSCORES')[2]
            local is_full = size_limit > 0 and size >= size_limit
            local is_late = delay >= 0 and oldest + delay <= moment
            if not is_full and not is_late and newest + grace > moment then return { oldest, newest } end

            local set = members .. ':' .. ARGV[3]
            if size_limit == 0 or size <= size_limit then
                redis.call('RENAME', members, set)
                redis.call('SREM', p .. 'groups', group)
            else
                size = size_limit
                local first = 0
                while first < size do
                    local last = math.min(first + 1000, size) - 1
                    local range = redis.call('ZRANGE', members, first, last, 'WITHSCORES')
                    local scored = {}
                    for index = 1, #range, 2 do
                        scored[index] = range[index + 1]
                        scored[index + 1] = range[index]
                    end
                    redis.call('ZADD', set, unpack(scored))
                    first = last + 1
                end
                redis.call('ZREMRANGEBYRANK', members, 0, size - 1)
            end
            local expiry = math.floor(moment + ARGV[4])
            redis.call('ZADD', p .. 'aggregation_sets', expiry, set)
            return { expiry }
            """)

    /// Reads members of an aggregation set, the oldest first.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the group, the set's id, the index of the first, how many.
    /// - Returns: ids and messages in turn; the message is null where the task is gone.
    static let members = RedisScript(
        name: "read a set",
        source: """
            local p = KEYS[1]
            local set = p .. 'g:' .. ARGV[2] .. ':' .. ARGV[3]
            local rows = {}
            for _, id in ipairs(redis.call('ZRANGE', set, ARGV[4], ARGV[4] + ARGV[5] - 1)) do
                rows[#rows + 1] = id
                rows[#rows + 1] = redis.call('HGET', p .. 't:' .. id, 'msg')
            end
            return rows
            """)

    /// Takes members that cannot be read out of an aggregation set, and drops the set if it is empty then.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the group, the set's id, then the members' ids.
    /// - Returns: the number of members that are left.
    static let setAside = RedisScript(
        name: "set members aside",
        source: ScriptPrelude.now + """
            local set = p .. 'g:' .. ARGV[2] .. ':' .. ARGV[3]
            for index = 4, #ARGV do
                redis.call('ZREM', set, ARGV[index])
                redis.call('ZADD', p .. 'unreadable', now, ARGV[index])
            end
            local size = redis.call('ZCARD', set)
            if size == 0 then redis.call('ZREM', p .. 'aggregation_sets', set) end
            return size
            """)

    /// Puts the members of aggregation sets whose time is over back into their groups.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, how many sets at most.
    /// - Returns: how many sets were found, and how many of them had members.
    static let reclaim = RedisScript(
        name: "reclaim sets",
        source: ScriptPrelude.now + """
            local start = p .. 'g:'
            local sets = redis.call('ZRANGEBYSCORE', p .. 'aggregation_sets', '-inf', now, 'LIMIT', 0, ARGV[2])
            local reclaimed = 0
            for _, set in ipairs(sets) do
                redis.call('ZREM', p .. 'aggregation_sets', set)
                -- A set is called after its group, a colon and a UUID.
                local members = string.sub(set, 1, -38)
                if string.sub(members, 1, #start) == start and redis.call('EXISTS', set) == 1 then
                    redis.call('ZUNIONSTORE', members, 2, members, set, 'AGGREGATE', 'MIN')
                    redis.call('DEL', set)
                    redis.call('SADD', p .. 'groups', string.sub(members, #start + 1))
                    reclaimed = reclaimed + 1
                end
            end
            return { #sets, reclaimed }
            """)

    /// Replaces an aggregation set by the task that its members were aggregated into.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the group, the set's id, then what ``EnqueueScripts/storing`` takes for the task; nothing where the
    ///   members are only deleted.
    /// - Returns: 1; 0 where the set is not held any longer; why the task is refused, `claim`, `lock` or `id`, and then
    ///   nothing has changed.
    static let replace = RedisScript(
        name: "replace a set",
        source: ScriptPrelude.now + EnqueueScripts.storing + ScriptPrelude.releasingLocks + """
            local set = p .. 'g:' .. ARGV[2] .. ':' .. ARGV[3]
            if not redis.call('ZSCORE', p .. 'aggregation_sets', set) then return 0 end
            if #ARGV > 3 then
                local reason = refusal(p, 4)
                if reason then return reason end
            end
            for _, id in ipairs(redis.call('ZRANGE', set, 0, -1)) do
                local key = p .. 't:' .. id
                release_lock(id, redis.call('HMGET', key, 'unique_key', 'group'))
                redis.call('DEL', key)
            end
            redis.call('DEL', set)
            redis.call('ZREM', p .. 'aggregation_sets', set)
            if #ARGV > 3 then store(p, 4) end
            return 1
            """)
}

import Redis

/// Scripts that read what a queue holds. None of them writes.
enum InspectionScripts {
    /// Counts what a queue holds.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the day, `2030-01-02`.
    /// - Returns: the numbers of pending, active, scheduled, retried, archived, completed, aggregating and unreadable
    ///   tasks and of groups; when the queue was paused; the totals of processed and failed attempts, those of the day;
    ///   since when the next pending task has been pending.
    static let counts = RedisScript(
        name: "count tasks",
        source: """
            local p, day = KEYS[1], ARGV[2]
            local aggregating, groups = 0, 0
            for _, group in ipairs(redis.call('SMEMBERS', p .. 'groups')) do
                local size = redis.call('ZCARD', p .. 'g:' .. group)
                aggregating = aggregating + size
                if size > 0 then groups = groups + 1 end
            end
            for _, set in ipairs(redis.call('ZRANGE', p .. 'aggregation_sets', 0, -1)) do
                if string.sub(set, 1, #p) == p then
                    aggregating = aggregating + redis.call('ZCARD', set)
                end
            end
            local since = false
            local id = redis.call('LINDEX', p .. 'pending', -1)
            if id then since = redis.call('HGET', p .. 't:' .. id, 'pending_since') end
            return {
                redis.call('LLEN', p .. 'pending'), redis.call('LLEN', p .. 'active'),
                redis.call('ZCARD', p .. 'scheduled'), redis.call('ZCARD', p .. 'retry'),
                redis.call('ZCARD', p .. 'archived'), redis.call('ZCARD', p .. 'completed'),
                aggregating, redis.call('ZCARD', p .. 'unreadable'), groups,
                redis.call('GET', p .. 'paused'),
                redis.call('GET', p .. 'processed'), redis.call('GET', p .. 'failed'),
                redis.call('GET', p .. 'processed:' .. day), redis.call('GET', p .. 'failed:' .. day),
                since,
            }
            """)

    /// Estimates the memory that a queue's tasks take, from a few of each state.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, how many tasks of a state or group to look at.
    /// - Returns: bytes.
    static let memory = RedisScript(
        name: "estimate memory",
        source: """
            local p, limit = KEYS[1], tonumber(ARGV[2])
            local function usage(key) return redis.call('MEMORY', 'USAGE', key) or 0 end
            local total = 0
            local function add(key, size, range)
                if size == 0 then return end
                local half = math.ceil(limit / 2)
                local sample = redis.call(range, key, 0, half - 1)
                -- Both ends: the oldest tasks may be of another kind than the newest.
                for _, id in ipairs(redis.call(range, key, math.max(half, size - limit + half), -1)) do
                    sample[#sample + 1] = id
                end
                local bytes = 0
                for _, id in ipairs(sample) do bytes = bytes + usage(p .. 't:' .. id) end
                total = total + usage(key) + bytes * size / #sample
            end
            for _, state in ipairs({ 'pending', 'active' }) do
                add(p .. state, redis.call('LLEN', p .. state), 'LRANGE')
            end
            for _, state in ipairs({ 'scheduled', 'retry', 'archived', 'completed', 'unreadable' }) do
                add(p .. state, redis.call('ZCARD', p .. state), 'ZRANGE')
            end
            for _, group in ipairs(redis.call('SMEMBERS', p .. 'groups')) do
                local members = p .. 'g:' .. group
                add(members, redis.call('ZCARD', members), 'ZRANGE')
            end
            return math.ceil(total)
            """)

    /// Reads one page of the tasks in a state, in the order in which the state will be left.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the state, the group (of aggregating tasks), the index of the first, how many.
    /// - Returns: for each task its id, message, result, crashes, score in the state's set (of an active one, in
    ///   `lease`) and precise due time in microseconds.
    static let page = RedisScript(
        name: "read tasks",
        source: """
            local p, state, group = KEYS[1], ARGV[2], ARGV[3]
            local offset, limit = tonumber(ARGV[4]), tonumber(ARGV[5])
            local ids, scores = {}, {}
            if state == 'pending' or state == 'active' then
                -- The one that has been there longest stands at the tail.
                local tail = redis.call('LRANGE', p .. state, -offset - limit, -offset - 1)
                for index = #tail, 1, -1 do ids[#ids + 1] = tail[index] end
            else
                local members = p .. (state == 'aggregating' and 'g:' .. group or state)
                local range = redis.call('ZRANGE', members, offset, offset + limit - 1, 'WITHSCORES')
                for index = 1, #range, 2 do
                    ids[#ids + 1] = range[index]
                    scores[#ids] = range[index + 1]
                end
            end
            local rows = {}
            for index, id in ipairs(ids) do
                local fields = redis.call('HMGET', p .. 't:' .. id, 'msg', 'result', 'crashes')
                local due = false
                if state == 'active' then
                    scores[index] = redis.call('ZSCORE', p .. 'lease', id)
                elseif state == 'scheduled' or state == 'retry' then
                    due = redis.call('ZSCORE', p .. 'due', id)
                end
                for _, value in ipairs({ id, fields[1], fields[2], fields[3], scores[index] or false, due }) do
                    rows[#rows + 1] = value
                end
            end
            return rows
            """)

    /// Reads one task.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the task's id.
    /// - Returns: its state, message, result, crashes, score and precise due time as ``page`` does; all of them
    ///   null where there is no such task.
    static let task = RedisScript(
        name: "read a task",
        source: """
            local p, id = KEYS[1], ARGV[2]
            local fields = redis.call('HMGET', p .. 't:' .. id, 'state', 'msg', 'result', 'crashes')
            local state = fields[1]
            local score, due = false, false
            if state == 'active' then
                score = redis.call('ZSCORE', p .. 'lease', id)
            elseif state == 'scheduled' or state == 'retry' then
                score = redis.call('ZSCORE', p .. state, id)
                due = redis.call('ZSCORE', p .. 'due', id)
            end
            return { state, fields[2], fields[3], fields[4], score, due }
            """)

    /// Reads how many tasks wait in each group.
    ///
    /// - KEYS: the queue's prefix.
    /// - Returns: names and sizes in turn.
    static let groups = RedisScript(
        name: "count groups",
        source: """
            local rows = {}
            for _, group in ipairs(redis.call('SMEMBERS', KEYS[1] .. 'groups')) do
                rows[#rows + 1] = group
                rows[#rows + 1] = redis.call('ZCARD', KEYS[1] .. 'g:' .. group)
            end
            return rows
            """)
}

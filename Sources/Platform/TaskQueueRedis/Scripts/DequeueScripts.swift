import Redis

/// Scripts that hand tasks to a worker.
///
/// All of them:
/// - KEYS: the prefixes of the queues, in the order in which they are emptied.
/// - ARGV: now, how many tasks at most, how long their leases last in microseconds, the token of the leases.
/// - Returns: when the leases expire, in Unix microseconds, and how many tasks were parked; then for each task five
///   values: the number of its queue (from 1), id, message, since when it was pending in nanoseconds, and its number of
///   crashes. The message is null where there is none or its key is of another type: such an id has been set aside.
enum DequeueScripts {
    /// Takes tasks whatever their types.
    static let plain = RedisScript(
        name: "dequeue",
        source: ScriptPrelude.now + ScriptPrelude.slices + settingAside + taking + """
            for q, p in ipairs(KEYS) do
                local list = p .. 'pending'
                if room > 0 and redis.call('EXISTS', p .. 'paused') == 0 then
                    local ids = redis.call('LRANGE', list, -room, -1)
                    if #ids > 0 then
                        check_types(p)
                        local tasks = read(p, ids)
                        redis.call('LTRIM', list, 0, -#tasks - 1)
                        take(q, p, tasks)
                    end
                end
            end
            return reply
            """)

    /// Takes tasks as far as the limits of their types allow. Those beyond are parked among the scheduled tasks.
    ///
    /// - ARGV: also, for each limited type: type, concurrency (empty for any), microseconds between two starts (empty
    ///   for any rate), and by how many microseconds starts may run ahead of that.
    static let limited = RedisScript(
        name: "dequeue with limits",
        source: ScriptPrelude.now + ScriptPrelude.slices + settingAside + taking + LimitScripts.release
            + LimitScripts.admission + """
                local function empty(q, p)
                    local list = p .. 'pending'
                    -- Where most are held back it takes longer looks to find the others.
                    local length, looks = room, 0
                    while room > 0 and looks < 10 do
                        local ids = redis.call('LRANGE', list, -length, -1)
                        if #ids == 0 then return end
                        local tasks = read(p, ids)
                        redis.call('LTRIM', list, 0, -#tasks - 1)
                        local chosen, left_over = {}, {}
                        for _, task in ipairs(tasks) do
                            if #chosen == room then
                                left_over[#left_over + 1] = task.id
                            elseif is_admitted(p, task) then
                                chosen[#chosen + 1] = task
                            end
                        end
                        push_front(p, left_over)
                        take(q, p, chosen)
                        length, looks = math.min(2 * length, 500), looks + 1
                    end
                end
                for q, p in ipairs(KEYS) do
                    if room > 0 and redis.call('EXISTS', p .. 'paused') == 0 then
                        check_types(p)
                        empty(q, p)
                        if room > 0 and release_room(p) then empty(q, p) end
                    end
                end
                return reply
                """)

    /// Stops handing out tasks whose messages turned out to be unreadable.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, then for each task its id and the token of the lease that the caller holds on it.
    /// - Returns: nothing.
    static let setAside = RedisScript(
        name: "set aside",
        source: ScriptPrelude.now + settingAside + LimitScripts.release + """
            for i = 2, #ARGV, 2 do
                local id = ARGV[i]
                local key = p .. 't:' .. id
                local fields = redis.pcall('HMGET', key, 'lease_token', 'limited_as')
                if not fields.err and (fields[1] or '0') == ARGV[i + 1] then
                    redis.call('ZREM', p .. 'lease', id)
                    if redis.call('LREM', p .. 'active', -1, id) > 0 then
                        set_aside(p, {id})
                        redis.call('HDEL', key, 'lease_token', 'limited_as', 'crash_counted')
                        if fields[2] then push_front(p, {leave(p, fields[2], id)}) end
                    end
                end
            end
            """)

    /// `room`, and what the loop over the queues calls: `read` before the first write, so that what is of a wrong type
    /// fails without a trace, then `take`. A batch of messages ends where it exceeds 16 MB.
    private static let taking = """
        local room = tonumber(ARGV[2])
        local duration, token = tonumber(ARGV[3]), ARGV[4]
        local expiry_us = tonumber(now_us) + duration
        -- Like asynq, in whole seconds, except where that would take too much from the lease.
        if duration >= 10000000 then expiry_us = expiry_us - expiry_us % 1000000 end
        local expiry = string.format(expiry_us % 1000000 == 0 and '%.0f' or '%.6f', expiry_us / 1000000)
        local reply = {string.format('%.0f', expiry_us), 0}
        local function check_types(p)
            redis.call('LLEN', p .. 'active')
            redis.call('ZCARD', p .. 'lease')
        end
        local function read(p, ids)
            local tasks, bytes = {}, 0
            for i = #ids, 1, -1 do
                local key = p .. 't:' .. ids[i]
                local fields = redis.pcall('HMGET', key, 'msg', 'pending_since', 'crashes')
                if fields.err then fields = {false} end
                tasks[#tasks + 1] = {id = ids[i], key = key, fields = fields}
                bytes = bytes + (fields[1] and #fields[1] or 0)
                if bytes > 16777216 then break end
            end
            return tasks
        end
        local function take(q, p, tasks)
            local taken, leases, bad = {}, {}, {}
            for _, task in ipairs(tasks) do
                local n, fields = #reply, task.fields
                reply[n + 1], reply[n + 2], reply[n + 3] = q, task.id, fields[1]
                reply[n + 4], reply[n + 5] = fields[2] or false, fields[3] or false
                if fields[1] then
                    taken[#taken + 1] = task.id
                    leases[#leases + 1] = expiry
                    leases[#leases + 1] = task.id
                    redis.call('HSET', task.key, 'state', 'active', 'lease_token', token)
                    if fields[2] then redis.call('HDEL', task.key, 'pending_since') end
                else
                    bad[#bad + 1] = task.id
                end
            end
            room = room - #taken
            each_slice(taken, function(...) redis.call('LPUSH', p .. 'active', ...) end)
            each_slice(leases, function(...) redis.call('ZADD', p .. 'lease', ...) end)
            set_aside(p, bad)
        end

        """

    /// `set_aside(p, ids)`: keeps ids that cannot be read where they block nothing, and are counted.
    private static let settingAside = """
        local function set_aside(p, ids)
            for _, id in ipairs(ids) do
                -- They are reported also where this fails.
                redis.pcall('ZADD', p .. 'unreadable', now, id)
            end
        end

        """
}

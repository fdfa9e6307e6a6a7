/// Pieces of Lua that hold tasks back which are over the limits of their type.
///
/// Such a task is parked among the scheduled ones, which its field `parked` tells from others: where a rate limit has
/// given it its turn, the field holds that time in Unix microseconds, else it is empty.
enum LimitScripts {
    /// `next_waiting(p, kind)`: takes the task that has waited longest for its type's concurrency out of the scheduled
    /// ones, and returns its id. `leave(p, kind, id)`: the same, where a task has just ceased to run; nil where it had
    /// not counted as running. `push_front(p, ids)`: lets tasks run next, in their order.
    static let release = """
        local function next_waiting(p, kind)
            while true do
                local id = redis.call('ZPOPMIN', p .. 'waiting:' .. kind)[1]
                if not id then return nil end
                -- Others may have run, archived or deleted it meanwhile.
                if redis.call('ZREM', p .. 'scheduled', id) == 1 then
                    redis.call('HSET', p .. 't:' .. id, 'state', 'pending', 'pending_since', now_ns)
                    return id
                end
            end
        end
        local function leave(p, kind, id)
            if redis.call('SREM', p .. 'running:' .. kind, id) == 1 then return next_waiting(p, kind) end
        end
        local function push_front(p, ids)
            for i = #ids, 1, -1 do redis.call('RPUSH', p .. 'pending', ids[i]) end
        end

        """

    /// `release_room(p)`: lets as many of the tasks that wait go on as there is room for, and returns whether any. There
    /// is room where limits were raised, and where tasks ended without our hearing of it.
    ///
    /// `is_admitted(p, task)`: whether a task may run now. One over its concurrency limit waits for another to end; its
    /// due time is there only so that nothing is lost if none does. One over its rate limit is given its turn, and is
    /// scheduled for it. Of a rate the time is kept at which the next task would start at an even pace; tasks may run
    /// ahead of that by what the burst allows (the generic cell rate algorithm, ITU-T I.371).
    static let admission = """
        local limits = {}
        for i = 5, #ARGV, 4 do
            limits[ARGV[i]] = {
                concurrency = tonumber(ARGV[i + 1]), interval = tonumber(ARGV[i + 2]), slack = tonumber(ARGV[i + 3])
            }
        end
        local function type_of(message)
            -- The type is field 1, and so stands first.
            if string.byte(message, 1) ~= 10 then return '' end
            local length, factor, i = 0, 1, 2
            while i < 7 do
                local byte = string.byte(message, i)
                if not byte then return '' end
                length, factor, i = length + byte % 128 * factor, factor * 128, i + 1
                if byte < 128 then return string.sub(message, i, i + length - 1) end
            end
            return ''
        end
        local function forget_ended(p, kind)
            -- Once a second is enough for what happens only when workers die.
            local is_first = redis.pcall('SET', p .. 'swept:' .. kind, '1', 'NX', 'PX', 1000)
            if not is_first or is_first.err then return end
            local running = p .. 'running:' .. kind
            for _, id in ipairs(redis.call('SMEMBERS', running)) do
                if not redis.call('ZSCORE', p .. 'lease', id) then redis.call('SREM', running, id) end
            end
        end
        local function release_room(p)
            local released = {}
            for kind, limit in pairs(limits) do
                local waiting = redis.call('ZCARD', p .. 'waiting:' .. kind)
                if limit.concurrency and waiting > 0 then
                    local running = p .. 'running:' .. kind
                    if redis.call('SCARD', running) >= limit.concurrency then forget_ended(p, kind) end
                    local space = limit.concurrency - redis.call('SCARD', running)
                    for _ = 1, math.min(waiting, room, space) do
                        released[#released + 1] = next_waiting(p, kind)
                    end
                end
            end
            push_front(p, released)
            return #released > 0
        end
        local function park(p, task, seconds, turn)
            redis.call('ZADD', p .. 'scheduled', seconds, task.id)
            redis.call('HSET', task.key, 'state', 'scheduled', 'parked', turn)
            redis.call('HDEL', task.key, 'pending_since')
            reply[2] = reply[2] + 1
        end
        local function has_slot(p, task, kind, limit)
            if not limit.concurrency then return true end
            local running, waiting = p .. 'running:' .. kind, p .. 'waiting:' .. kind
            if redis.call('SCARD', running) >= limit.concurrency then
                local last = redis.call('ZRANGE', waiting, -1, -1, 'WITHSCORES')
                redis.call('ZADD', waiting, 'NX', (tonumber(last[2]) or 0) + 1, task.id)
                local turn = redis.call('HGET', task.key, 'parked') or ''
                park(p, task, string.format('%.0f', tonumber(now) + 600), turn)
                return false
            end
            redis.call('ZREM', waiting, task.id)
            return true
        end
        local function has_turn(p, task, kind, limit)
            local given = redis.call('HGET', task.key, 'parked')
            if given then redis.call('HDEL', task.key, 'parked') end
            if not limit.interval or given and given ~= '' then return true end
            local key, time = p .. 'rate:' .. kind, tonumber(now_us)
            local even = math.max(tonumber(redis.call('GET', key)) or 0, time)
            local next_even = even + limit.interval
            local lifetime = math.ceil((next_even - time) / 1000) + 1000
            redis.call('SET', key, string.format('%.3f', next_even), 'PX', string.format('%.0f', lifetime))
            local turn = math.ceil(even - limit.slack)
            if turn <= time then return true end
            local exact = string.format('%.0f', turn)
            redis.call('ZADD', p .. 'due', exact, task.id)
            park(p, task, string.format('%.0f', math.ceil(turn / 1000000)), exact)
            return false
        end
        local function is_admitted(p, task)
            local kind = task.fields[1] and type_of(task.fields[1])
            local limit = kind and limits[kind]
            if not limit then return true end
            redis.call('SADD', p .. 'limited', kind)
            if not has_slot(p, task, kind, limit) or not has_turn(p, task, kind, limit) then return false end
            if limit.concurrency then
                redis.call('SADD', p .. 'running:' .. kind, task.id)
                redis.call('HSET', task.key, 'limited_as', kind)
            end
            return true
        end

        """
}

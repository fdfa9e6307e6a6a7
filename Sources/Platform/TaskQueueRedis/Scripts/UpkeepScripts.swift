import Redis
import TaskQueue

/// Scripts that keep queues moving and tidy.
enum UpkeepScripts {
    /// Makes tasks that are due pending, the earliest due first; one with a group joins it.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, how many at most.
    /// - Returns: how many entries were due, how many tasks became pending, how many joined groups, when the next one is
    ///   due in Unix microseconds, or null, and the time in Unix microseconds.
    static let forward = RedisScript(
        name: "forward",
        source: ScriptPrelude.now + ScriptPrelude.slices + """
            local scheduled, retry, exact = p .. 'scheduled', p .. 'retry', p .. 'due'
            redis.call('LLEN', p .. 'pending')
            local entries = {}
            local function gather(key, until_now, scale)
                local found = redis.call('ZRANGEBYSCORE', key, '-inf', until_now, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
                for i = 1, #found, 2 do
                    entries[#entries + 1] = {id = found[i], due = tonumber(found[i + 1]) * scale, n = #entries}
                end
            end
            gather(exact, now_us, 1)
            gather(scheduled, now, 1000000)
            gather(retry, now, 1000000)
            table.sort(entries, function(a, b)
                if a.due ~= b.due then return a.due < b.due end
                return a.n < b.n
            end)
            local pending, parked, grouped = {}, {}, 0
            local looks = math.min(#entries, tonumber(ARGV[2]))
            for i = 1, looks do
                local id = entries[i].id
                local key = p .. 't:' .. id
                redis.call('ZREM', exact, id)
                -- An exact time may have outlived its turn: only these two say that a task waits.
                if redis.call('ZREM', scheduled, id) + redis.call('ZREM', retry, id) > 0 then
                    local fields = redis.pcall('HMGET', key, 'state', 'group', 'parked')
                    if fields.err or not fields[1] then
                        -- There is no such task; who takes the id sets it aside.
                        pending[#pending + 1] = id
                    elseif fields[3] then
                        -- It has been pending before, and comes before those that have not.
                        redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
                        parked[#parked + 1] = id
                    elseif fields[2] and fields[2] ~= '' then
                        redis.call('ZADD', p .. 'g:' .. fields[2], now, id)
                        redis.call('SADD', p .. 'groups', fields[2])
                        redis.call('HSET', key, 'state', 'aggregating')
                        grouped = grouped + 1
                    else
                        redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
                        pending[#pending + 1] = id
                    end
                end
            end
            each_slice(pending, function(...) redis.call('LPUSH', p .. 'pending', ...) end)
            for i = #parked, 1, -1 do redis.call('RPUSH', p .. 'pending', parked[i]) end
            local next_due = false
            local function consider(key, scale)
                local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
                local due = first[2] and tonumber(first[2]) * scale
                if due and (not next_due or due < next_due) then next_due = due end
            end
            consider(exact, 1)
            consider(scheduled, 1000000)
            consider(retry, 1000000)
            return {looks, #pending + #parked, grouped, next_due and string.format('%.0f', next_due), now_us}
            """)

    /// Deletes completed tasks after their retention, archived ones beyond the limit, and notes of unreadable ids that
    /// are as old, with what those left.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now.
    /// - Returns: how many were deleted. Where that is not 0 there may be more.
    static let deleteExpired = RedisScript(
        name: "delete expired",
        source: ScriptPrelude.now + ScriptPrelude.slices + archiveLimit + """
            local ids = redis.call('ZRANGEBYSCORE', p .. 'completed', '-inf', now, 'LIMIT', 0, 500)
            delete('completed', ids)
            return #ids + keep_newest('archived') + keep_newest('unreadable')
            """)

    /// A piece of Lua: `keep_newest(name)` deletes the tasks of a list that are older than archived tasks get, or too
    /// many, a few hundred at a time, and returns how many. `delete(name, ids)` deletes given ones.
    static let archiveLimit = """
        local function delete(name, ids)
            if #ids == 0 then return end
            local keys = {}
            for i, id in ipairs(ids) do keys[i] = p .. 't:' .. id end
            redis.call('ZREM', p .. name, unpack(ids))
            redis.call('DEL', unpack(keys))
        end
        local function keep_newest(name)
            local oldest = string.format('%.0f', tonumber(now) - \(ArchiveLimit.age.components.seconds))
            local old = redis.call('ZRANGEBYSCORE', p .. name, '-inf', oldest, 'LIMIT', 0, 500)
            delete(name, old)
            local excess = redis.call('ZCARD', p .. name) - \(ArchiveLimit.count)
            if excess <= 0 then return #old end
            local extra = redis.call('ZRANGE', p .. name, 0, math.min(excess, 500) - 1)
            delete(name, extra)
            return #old + #extra
        end

        """
}

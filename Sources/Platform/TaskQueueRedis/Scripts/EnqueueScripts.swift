import Redis

/// Scripts that store new tasks.
enum EnqueueScripts {
    /// Stores tasks that are due at once and have neither group, lock nor claim, which is what most are: each of them
    /// unless the queue has its id.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the key of the set that the queue's name is to be added to, or nothing; then for each task its id
    ///   and message.
    /// - Returns: the numbers, from 1, of the tasks that were refused.
    static let pending = RedisScript(
        name: "enqueue",
        source: ScriptPrelude.nanoseconds + registering + """
            local start = p .. 't:'
            local ids, messages, seen, refused = {}, {}, {}, {}
            for i = 3, #ARGV, 2 do
                local id = ARGV[i]
                if seen[id] or redis.call('EXISTS', start .. id) == 1 then
                    refused[#refused + 1] = (i - 1) / 2
                else
                    seen[id] = true
                    ids[#ids + 1] = id
                    messages[#messages + 1] = ARGV[i + 1]
                end
            end
            if #ids == 0 then return refused end
            -- First what may be of a wrong type: then nothing has been written.
            redis.call('LPUSH', p .. 'pending', unpack(ids))
            for i, id in ipairs(ids) do
                redis.call('HSET', start .. id, 'msg', messages[i], 'state', 'pending', 'pending_since', now_ns)
            end
            if ARGV[2] ~= '' then redis.call('SADD', ARGV[2], queue_name(p)) end
            return refused
            """)

    /// Stores all of several tasks or none.
    ///
    /// - KEYS: the prefixes of the queues.
    /// - ARGV: now, the key of the set that the queues' names are to be added to, or nothing; then for each task the
    ///   number of its queue's prefix, from 1, and what ``storing`` takes.
    /// - Returns: 0, or the number of the task that is refused, from 1, and why: `claim`, `lock` or `id`.
    static let all = RedisScript(
        name: "enqueue all or none",
        source: ScriptPrelude.now + registering + storing + """
            local width = 1 + task_width
            for i = 3, #ARGV, width do
                local reason = refusal(KEYS[tonumber(ARGV[i])], i + 1)
                if reason then return {(i - 3) / width + 1, reason} end
            end
            for i = 3, #ARGV, width do
                store(KEYS[tonumber(ARGV[i])], i + 1)
            end
            if ARGV[2] ~= '' then
                for _, prefix in ipairs(KEYS) do redis.call('SADD', ARGV[2], queue_name(prefix)) end
            end
            return 0
            """)

    /// `queue_name(p)`: the queue that a prefix, `asynq:{name}:`, belongs to.
    private static let registering = """
        local function queue_name(prefix) return string.sub(prefix, 8, -3) end

        """

    /// A piece of Lua, to stand behind ``ScriptPrelude/now``: `refusal(p, i)` and `store(p, i)`, for a task that is
    /// `task_width` arguments from `ARGV[i]` on:
    ///
    /// 0. id
    /// 1. message
    /// 2. when it is due, in whole Unix seconds rounded up; empty where it is due at once
    /// 3. the same in Unix microseconds; empty where the seconds say it all
    /// 4. group, empty where there is none
    /// 5. the key of the uniqueness lock, empty where none is asked for
    /// 6. how long the lock holds, in milliseconds
    /// 7. the key of the claim, empty where there is none
    /// 8. how long the claim holds, in milliseconds
    ///
    /// All tasks of a batch must have been checked with `refusal`, which gives the reason or nil, before the first is
    /// stored. It also reads every key that `store` will write, so that one of a wrong type fails before any write.
    static let storing = """
        local task_width = 9
        local seen = {}
        local function is_taken(key)
            if seen[key] then return true end
            seen[key] = true
            return redis.call('EXISTS', key) == 1
        end
        local checked = {}
        local function check(command, key)
            if checked[key] then return end
            checked[key] = true
            redis.call(command, key)
        end
        local function refusal(p, i)
            local due, group = ARGV[i + 2], ARGV[i + 4]
            if ARGV[i + 7] ~= '' and is_taken(ARGV[i + 7]) then return 'claim' end
            if ARGV[i + 5] ~= '' and is_taken(ARGV[i + 5]) then return 'lock' end
            if is_taken(p .. 't:' .. ARGV[i]) then return 'id' end
            if due ~= '' then
                check('ZCARD', p .. 'scheduled')
                check('ZCARD', p .. 'due')
            elseif group ~= '' then
                check('ZCARD', p .. 'g:' .. group)
                check('SCARD', p .. 'groups')
            else
                check('LLEN', p .. 'pending')
            end
        end
        local function store(p, i)
            local id, due, group, lock = ARGV[i], ARGV[i + 2], ARGV[i + 4], ARGV[i + 5]
            local key = p .. 't:' .. id
            if due ~= '' then
                redis.call('HSET', key, 'msg', ARGV[i + 1], 'state', 'scheduled')
                redis.call('ZADD', p .. 'scheduled', due, id)
                if ARGV[i + 3] ~= '' then redis.call('ZADD', p .. 'due', ARGV[i + 3], id) end
            elseif group ~= '' then
                redis.call('HSET', key, 'msg', ARGV[i + 1], 'state', 'aggregating')
                redis.call('ZADD', p .. 'g:' .. group, now, id)
                redis.call('SADD', p .. 'groups', group)
            else
                redis.call('HSET', key, 'msg', ARGV[i + 1], 'state', 'pending', 'pending_since', now_ns)
                redis.call('LPUSH', p .. 'pending', id)
            end
            if group ~= '' then redis.call('HSET', key, 'group', group) end
            if lock ~= '' then
                redis.call('HSET', key, 'unique_key', lock)
                redis.call('SET', lock, id, 'PX', ARGV[i + 6])
            end
            if ARGV[i + 7] ~= '' then redis.call('SET', ARGV[i + 7], id, 'PX', ARGV[i + 8]) end
        end

        """
}

import Redis

/// Scripts that delete a whole queue.
enum DeletionScripts {
    /// Takes everything that a queue holds out of the reach of clients and workers, to be deleted in steps.
    ///
    /// The lists and sets of tasks are renamed, and the set `deleted` names them until they are empty: a deletion that
    /// was cut short is taken up by the next.
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, whether to take tasks as well (`1` or `0`), a name that no other deletion has.
    /// - Returns: `done`, or `active` or `tasks` for what stands against it. Then nothing has changed.
    static let retire = RedisScript(
        name: "retire a queue",
        source: """
            local p = KEYS[1]
            if redis.call('LLEN', p .. 'active') > 0 then return 'active' end

            local collections = {}
            local function collect(key, size)
                if size > 0 then collections[#collections + 1] = key end
            end
            collect(p .. 'pending', redis.call('LLEN', p .. 'pending'))
            for _, state in ipairs({ 'scheduled', 'retry', 'archived', 'completed', 'unreadable' }) do
                collect(p .. state, redis.call('ZCARD', p .. state))
            end
            for _, group in ipairs(redis.call('SMEMBERS', p .. 'groups')) do
                collect(p .. 'g:' .. group, redis.call('ZCARD', p .. 'g:' .. group))
            end
            for _, set in ipairs(redis.call('ZRANGE', p .. 'aggregation_sets', 0, -1)) do
                if string.sub(set, 1, #p) == p then collect(set, redis.call('ZCARD', set)) end
            end
            if #collections > 0 and ARGV[2] ~= '1' then return 'tasks' end

            for index, key in ipairs(collections) do
                local name = p .. 'deleted:' .. ARGV[3] .. ':' .. index
                redis.call('RENAME', key, name)
                redis.call('SADD', p .. 'deleted', name)
            end
            for _, name in ipairs({ 'groups', 'aggregation_sets', 'lease', 'due', 'paused', 'processed', 'failed' }) do
                redis.call('DEL', p .. name)
            end
            return 'done'
            """)

    /// Deletes tasks that ``retire`` took away, with their locks.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, how many at most.
    /// - Returns: 1 as long as there may be more.
    static let deleteRetired = RedisScript(
        name: "delete retired tasks",
        source: ScriptPrelude.now + ScriptPrelude.releasingLocks + """
            local count = tonumber(ARGV[2])
            local collection = redis.call('SRANDMEMBER', p .. 'deleted')
            if not collection then return 0 end
            local ids
            if redis.call('TYPE', collection).ok == 'list' then
                ids = redis.call('LRANGE', collection, 0, count - 1)
                redis.call('LTRIM', collection, count, -1)
            else
                ids = redis.call('ZRANGE', collection, 0, count - 1)
                redis.call('ZREMRANGEBYRANK', collection, 0, count - 1)
            end
            for _, id in ipairs(ids) do
                local key = p .. 't:' .. id
                release_lock(id, redis.call('HMGET', key, 'unique_key', 'group'))
                redis.call('DEL', key)
            end
            if redis.call('EXISTS', collection) == 0 then
                redis.call('SREM', p .. 'deleted', collection)
            end
            return 1
            """)

    /// Finds keys by a pattern, a part of the keyspace at a time.
    ///
    /// - KEYS: the queue's prefix: in a cluster it leads to the node that has the queue's keys.
    /// - ARGV: now, the cursor, `0` at first; the pattern; how many keys to look at.
    /// - Returns: the next cursor, `0` at the end, and the keys.
    static let scanKeys = RedisScript(
        name: "scan keys",
        source: "return redis.call('SCAN', ARGV[2], 'MATCH', ARGV[3], 'COUNT', ARGV[4])")

    /// Deletes what is left of a deleted queue: locks and hashes without a task, counters of days, keys of limits.
    ///
    /// What clients have put into the queue since it was retired stays.
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, keys of the queue.
    /// - Returns: how many of them were deleted.
    static let sweepKeys = RedisScript(
        name: "sweep keys",
        source: """
            local p = KEYS[1]
            local live = {}
            for _, name in ipairs({
                'pending', 'active', 'lease', 'scheduled', 'retry', 'archived', 'completed', 'groups',
                'aggregation_sets', 'due', 'unreadable', 'paused', 'processed', 'failed', 'deleted',
            }) do
                live[name] = true
            end

            local function is_member(id, state, group)
                if state == 'pending' or state == 'active' then
                    for _, member in ipairs(redis.call('LRANGE', p .. state, 0, -1)) do
                        if member == id then return true end
                    end
                    return false
                elseif state == 'aggregating' then
                    if redis.call('ZSCORE', p .. 'g:' .. (group or ''), id) then return true end
                    for _, set in ipairs(redis.call('ZRANGE', p .. 'aggregation_sets', 0, -1)) do
                        if redis.call('ZSCORE', set, id) then return true end
                    end
                    return false
                elseif live[state] then
                    return redis.call('ZSCORE', p .. state, id) and true
                end
                return false
            end

            local function is_live(key)
                local name = string.sub(key, #p + 1)
                if live[name] or string.sub(name, 1, 2) == 'g:' or string.sub(name, 1, 8) == 'deleted:' then
                    return true
                elseif string.sub(name, 1, 2) == 't:' then
                    local id = string.sub(name, 3)
                    if redis.call('ZSCORE', p .. 'unreadable', id) then return true end
                    local fields = redis.pcall('HMGET', key, 'state', 'group')
                    return not fields.err and fields[1] and is_member(id, fields[1], fields[2])
                elseif string.sub(name, 1, 7) == 'unique:' then
                    local id = redis.pcall('GET', key)
                    return type(id) == 'string' and redis.call('EXISTS', p .. 't:' .. id) == 1
                end
                return false
            end

            local deleted = 0
            for index = 2, #ARGV do
                local key = ARGV[index]
                if string.sub(key, 1, #p) == p and not is_live(key) then
                    deleted = deleted + redis.call('DEL', key)
                end
            end
            return deleted
            """)
}

import Redis

/// Scripts by which operators change tasks. They take the time as all scripts do: see ``ScriptPrelude``.
enum OperationScripts {
    /// Runs, archives or deletes one task.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the operation (`run`, `archive`, `delete`), the task's id, then the states in which the operation is
    ///   allowed.
    /// - Returns: `done`, an empty string where there is no such task, or the state that does not allow it: `set` for a
    ///   task that is just being aggregated, `unreadable` for one that was set aside.
    static let one = RedisScript(
        name: "operate on a task",
        source: ScriptPrelude.now + ScriptPrelude.releasingLocks + UpkeepScripts.archiveLimit + """
            local operation, id = ARGV[2], ARGV[3]
            local key = p .. 't:' .. id

            if redis.call('ZSCORE', p .. 'unreadable', id) then
                if operation ~= 'delete' then return 'unreadable' end
                redis.call('ZREM', p .. 'unreadable', id)
                release_lock(id, redis.call('HMGET', key, 'unique_key', 'group'))
                redis.call('DEL', key)
                return 'done'
            end

            local fields = redis.call('HMGET', key, 'unique_key', 'group', 'state')
            local state, group = fields[3], fields[2]
            if not state then return '' end
            local allowed = false
            for index = 4, #ARGV do
                if ARGV[index] == state then allowed = true end
            end
            if not allowed then return state end

            if state == 'pending' then
                redis.call('LREM', p .. 'pending', 0, id)
            elseif state == 'aggregating' then
                local members = p .. 'g:' .. (group or '')
                if redis.call('ZREM', members, id) == 0 then
                    for _, set in ipairs(redis.call('ZRANGE', p .. 'aggregation_sets', 0, -1)) do
                        if redis.call('ZSCORE', set, id) then return 'set' end
                    end
                end
                if redis.call('EXISTS', members) == 0 then
                    redis.call('SREM', p .. 'groups', group or '')
                end
            else
                redis.call('ZREM', p .. state, id)
                redis.call('ZREM', p .. 'due', id)
            end

            if operation == 'run' then
                redis.call('LPUSH', p .. 'pending', id)
                redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
            elseif operation == 'archive' then
                redis.call('HSET', key, 'state', 'archived')
                redis.call('ZADD', p .. 'archived', now, id)
                keep_newest('archived')
            else
                release_lock(id, fields)
                redis.call('DEL', key)
            end
            return 'done'
            """)

    /// Runs, archives or deletes the next tasks of a state.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the operation, the state, the group (of aggregating tasks), how many to take at most.
    /// - Returns: how many ids it took out of the state, and how many of them had a task. An id without one is dropped.
    static let many = RedisScript(
        name: "operate on tasks",
        source: ScriptPrelude.now + ScriptPrelude.releasingLocks + UpkeepScripts.archiveLimit + """
            local operation, state, group, count = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

            local ids = {}
            if state == 'pending' then
                -- The next one stands at the tail.
                local tail = redis.call('LRANGE', p .. 'pending', -count, -1)
                for index = #tail, 1, -1 do ids[#ids + 1] = tail[index] end
                redis.call('LTRIM', p .. 'pending', 0, -#tail - 1)
            else
                local members = p .. (state == 'aggregating' and 'g:' .. group or state)
                ids = redis.call('ZRANGE', members, 0, count - 1)
                redis.call('ZREMRANGEBYRANK', members, 0, count - 1)
                if state == 'aggregating' and redis.call('EXISTS', members) == 0 then
                    redis.call('SREM', p .. 'groups', group)
                end
            end
            if #ids == 0 then return { 0, 0 } end
            if state == 'scheduled' or state == 'retry' then
                redis.call('ZREM', p .. 'due', unpack(ids))
            end

            local changed = {}
            for _, id in ipairs(ids) do
                local key = p .. 't:' .. id
                if redis.call('HEXISTS', key, 'msg') == 1 then
                    changed[#changed + 1] = id
                    if operation == 'run' then
                        redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
                    elseif operation == 'archive' then
                        redis.call('HSET', key, 'state', 'archived')
                    else
                        release_lock(id, redis.call('HMGET', key, 'unique_key', 'group'))
                        redis.call('DEL', key)
                    end
                end
            end
            if #changed > 0 and operation == 'run' then
                redis.call('LPUSH', p .. 'pending', unpack(changed))
            elseif #changed > 0 and operation == 'archive' then
                local members = {}
                for index, id in ipairs(changed) do
                    members[2 * index - 1] = now
                    members[2 * index] = id
                end
                redis.call('ZADD', p .. 'archived', unpack(members))
                while keep_newest('archived') > 0 do end
            end
            return { #ids, #changed }
            """)

    /// Replaces the message of a scheduled task.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the task's id, the message that was read, the one to store.
    /// - Returns: 1, or 0 where the task is no longer scheduled or its message has changed since.
    static let replaceMessage = RedisScript(
        name: "replace a message",
        source: """
            local key = KEYS[1] .. 't:' .. ARGV[2]
            local fields = redis.call('HMGET', key, 'state', 'msg')
            if fields[1] ~= 'scheduled' or fields[2] ~= ARGV[3] then return 0 end
            redis.call('HSET', key, 'msg', ARGV[4])
            return 1
            """)
}

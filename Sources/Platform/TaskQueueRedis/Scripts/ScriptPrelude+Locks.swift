extension ScriptPrelude {
    /// `release_lock(id, fields)`: gives up the uniqueness lock of a task, unless another has taken it since. `fields`
    /// are the task's `unique_key` and `group`, as HMGET gives them.
    ///
    /// asynq leaves `unique_key` out of the hash of a task that has a group: then the message tells.
    static let releasingLocks = """
        local function lock_in_message(message)
            local position, size = 1, #message
            local function varint()
                local value, scale = 0, 1
                while position <= size and scale <= 2 ^ 63 do
                    local byte = string.byte(message, position)
                    position = position + 1
                    value = value + byte % 128 * scale
                    if byte < 128 then return value end
                    scale = scale * 128
                end
            end
            while position <= size do
                local key = varint()
                local kind = key and key % 8
                if kind == 0 then
                    if not varint() then return end
                elseif kind == 1 then
                    position = position + 8
                elseif kind == 2 then
                    local length = varint()
                    if not length then return end
                    if key == 82 then return string.sub(message, position, position + length - 1) end
                    position = position + length
                elseif kind == 5 then
                    position = position + 4
                else
                    return
                end
            end
        end

        local function release_lock(id, fields)
            local lock = fields[1]
            if not lock and fields[2] then
                lock = lock_in_message(redis.call('HGET', p .. 't:' .. id, 'msg') or '')
            end
            local start = p .. 'unique:'
            -- What a foreign message calls its lock may be anything, and is no reason to touch a key that is none.
            if lock and string.sub(lock, 1, #start) == start and redis.pcall('GET', lock) == id then
                redis.call('DEL', lock)
            end
        end

        """
}

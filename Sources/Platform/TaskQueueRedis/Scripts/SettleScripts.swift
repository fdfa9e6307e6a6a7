import Redis
import TaskQueue

/// The script that stores how attempts ended.
enum SettleScripts {
    /// Applies outcomes in order, each only where the lease is still held, and counts them.
    ///
    /// - KEYS: the queue's prefix.
    /// - ARGV: now, the UTC day (`2030-01-02`), when that day's counters expire in Unix seconds, the letters of all
    ///   kinds of outcome that follow; then for each outcome its kind, id, the token and the expiry (Unix seconds) of
    ///   the lease, and by kind:
    ///   - `d` (done): the key of the lock or nothing
    ///   - `c` (completed): the same, message, until when it is kept in Unix seconds, result
    ///   - `r` (retry): message, due time in whole Unix seconds, in microseconds or empty, 1 where it counts as a failure
    ///   - `a` (archive): message
    ///   - `q` (requeue), `v` (recover): nothing
    /// - Returns: what is wrong with the counters, empty if nothing; how many tasks became pending that had waited for
    ///   one of these to end; then the numbers, from 1, of the outcomes whose leases had been lost.
    static let settle = RedisScript(
        name: "settle",
        source: ScriptPrelude.now + ScriptPrelude.slices + LeaseScripts.holding + LimitScripts.release
            + UpkeepScripts.archiveLimit + counting + transitions + """
                -- What is of a wrong type fails here, before the first write.
                redis.call('LLEN', p .. 'active')
                redis.call('ZCARD', p .. 'lease')
                for kind in string.gmatch(ARGV[4], '.') do
                    for _, check in ipairs(checks[kind]) do redis.call(check[1], p .. check[2]) end
                end
                local lost, ended, released = {}, {}, {}
                local i, number = 5, 0
                while i <= #ARGV do
                    local kind, id = ARGV[i], ARGV[i + 1]
                    local key = p .. 't:' .. id
                    local fields = redis.pcall('HMGET', key, 'lease_token', 'limited_as', 'crash_counted')
                    number = number + 1
                    if holds(fields, id, ARGV[i + 2], ARGV[i + 3])
                        and redis.call('LREM', p .. 'active', -1, id) > 0
                    then
                        ended[#ended + 1] = id
                        apply[kind](id, key, fields, i + 4)
                        if fields[2] and goes_on[kind] then
                            redis.call('SREM', p .. 'running:' .. fields[2], id)
                        elseif fields[2] then
                            released[#released + 1] = leave(p, fields[2], id)
                        end
                    else
                        lost[#lost + 1] = number
                    end
                    i = i + 4 + widths[kind]
                end
                push_front(p, released)
                each_slice(ended, function(...) redis.call('ZREM', p .. 'lease', ...) end)
                each_slice(gone, function(...) redis.call('DEL', ...) end)
                if string.find(ARGV[4], 'a') then keep_newest('archived') end
                count('processed', processed)
                count('failed', failed)
                return {problem, #released, unpack(lost)}
                """)

    /// `apply`, by kind what an outcome does to the task, from its arguments at `ARGV[i]` on; `widths`, how many these
    /// are; `checks`, the keys that the kind writes to. Hashes to be deleted are gathered in `gone`.
    private static let transitions = """
        local processed, failed, gone = 0, 0, {}
        local widths = {d = 1, c = 4, r = 4, a = 1, q = 0, v = 0}
        local checks = {
            d = {}, c = {{'ZCARD', 'completed'}}, r = {{'ZCARD', 'retry'}, {'ZCARD', 'due'}},
            a = {{'ZCARD', 'archived'}}, q = {{'LLEN', 'pending'}}, v = {{'LLEN', 'pending'}}
        }
        -- Such a task comes before those that wait for it to end.
        local goes_on = {q = true, v = true}
        local locks = p .. 'unique:'
        local function unlock(lock, id)
            -- What a foreign message calls its lock may be anything, and is no reason to touch a key that is none.
            if string.sub(lock, 1, #locks) == locks and redis.pcall('GET', lock) == id then redis.call('DEL', lock) end
        end
        local function store(key, message, state)
            redis.call('HSET', key, 'msg', message, 'state', state)
            redis.call('HDEL', key, 'lease_token', 'limited_as', 'crashes', 'crash_counted', 'parked')
        end
        local function put_back(id, key)
            redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
            redis.call('HDEL', key, 'lease_token', 'limited_as', 'crash_counted')
            redis.call('RPUSH', p .. 'pending', id)
        end
        local apply = {}
        function apply.d(id, key, _, i)
            processed = processed + 1
            gone[#gone + 1] = key
            unlock(ARGV[i], id)
        end
        function apply.c(id, key, _, i)
            processed = processed + 1
            store(key, ARGV[i + 1], 'completed')
            if ARGV[i + 3] ~= '' then redis.call('HSET', key, 'result', ARGV[i + 3]) end
            redis.call('ZADD', p .. 'completed', ARGV[i + 2], id)
            unlock(ARGV[i], id)
        end
        function apply.r(id, key, _, i)
            if ARGV[i + 3] == '1' then processed, failed = processed + 1, failed + 1 end
            store(key, ARGV[i], 'retry')
            redis.call('ZADD', p .. 'retry', ARGV[i + 1], id)
            if ARGV[i + 2] ~= '' then redis.call('ZADD', p .. 'due', ARGV[i + 2], id) end
        end
        function apply.a(id, key, _, i)
            processed, failed = processed + 1, failed + 1
            store(key, ARGV[i], 'archived')
            redis.call('ZADD', p .. 'archived', now, id)
        end
        function apply.q(id, key, fields)
            if fields[3] and redis.call('HINCRBY', key, 'crashes', -1) <= 0 then redis.call('HDEL', key, 'crashes') end
            put_back(id, key)
        end
        function apply.v(id, key, fields)
            -- A suspect's crash was counted in advance or, if its attempt had not begun, was not its fault.
            if (tonumber(redis.call('HGET', key, 'crashes')) or 0) < \(Suspicion.threshold) then
                redis.call('HINCRBY', key, 'crashes', 1)
            end
            put_back(id, key)
        end

        """

    /// `count(name, n)`: adds to the counter of the day and to the total, which like asynq's begins again with 1 after
    /// the largest number there is. What is wrong with a counter is kept in `problem`: it stops no task.
    private static let counting = """
        local problem = ''
        local function add(key, n)
            local sum = redis.pcall('INCRBY', key, n)
            if type(sum) == 'table' then problem = key .. ': ' .. sum.err end
            return sum
        end
        local function count(name, n)
            if n == 0 then return end
            local total, day = p .. name, p .. name .. ':' .. ARGV[2]
            if add(day, n) == n then redis.call('EXPIREAT', day, ARGV[3]) end
            local sum = redis.pcall('INCRBY', total, n)
            if type(sum) ~= 'table' then return end
            for _ = 1, n do
                if redis.pcall('GET', total) == '9223372036854775807' then redis.call('SET', total, '0') end
                add(total, 1)
            end
        end

        """
}

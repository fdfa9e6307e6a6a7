/// What scripts have in common, as pieces of Lua that stand before their own code.
///
/// Every script has the prefixes of its queues as its keys, all other keys begin with one of them. `ARGV[1]` is the
/// time in Unix nanoseconds, or empty where the server's clock is to be asked. Times are kept as text wherever they are
/// stored, as Lua's numbers do not hold nanoseconds.
enum ScriptPrelude {
    /// `p`, the first queue's prefix, and `now_ns`, the time as text in Unix nanoseconds.
    static let nanoseconds = """
        local p = KEYS[1]
        local now_ns = ARGV[1]
        if now_ns == '' then
            local time = redis.call('TIME')
            now_ns = time[1] .. string.format('%06d', time[2]) .. '000'
        end

        """

    /// The same, and the time as text in seconds, `now`, and in microseconds, `now_us`.
    static let now =
        nanoseconds + """
            local now = string.sub(now_ns, 1, -10)
            local now_us = string.sub(now_ns, 1, -4)

            """

    /// `each_slice(list, call)`: calls `call` with slices of a list that are short enough to be arguments.
    static let slices = """
        local function each_slice(list, call)
            for first = 1, #list, 1000 do
                call(unpack(list, first, math.min(first + 999, #list)))
            end
        end

        """
}

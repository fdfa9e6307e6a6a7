extension RedisCommand {
    /// What a cluster routes the command by: its first key, `nil` where it has none.
    public var key: String? { keys.first }

    /// All keys of the command, as far as its name tells where they stand.
    ///
    /// A command that is not known here is taken to have its key first, as nearly all have.
    var keys: [String] {
        switch KeyPosition(of: name.uppercased()) {
        case .none: []
        case .first: texts(arguments.prefix(1))
        case .all: texts(arguments[...])
        case .allButLast: texts(arguments.dropLast())
        case .firstTwo: texts(arguments.prefix(2))
        case .everyOther: texts(stride(from: 0, to: arguments.count, by: 2).map { arguments[$0] }[...])
        case .second: texts(arguments.dropFirst().prefix(1))
        case .counted(let index): counted(at: index)
        case .firstAndCounted: texts(arguments.prefix(1)) + counted(at: 1)
        case .streams: streamKeys
        }
    }

    private func texts(_ arguments: ArraySlice<RedisArgument>) -> [String] { arguments.map(\.text) }

    /// The keys behind an argument that says how many there are.
    private func counted(at index: Int) -> [String] {
        guard index < arguments.count, let count = Int(arguments[index].text), count > 0 else { return [] }
        return texts(arguments.dropFirst(index + 1).prefix(count))
    }

    /// The first half of what follows `STREAMS`; the second half is their ids.
    private var streamKeys: [String] {
        guard let word = arguments.firstIndex(where: { $0.text.uppercased() == "STREAMS" }) else { return [] }
        let rest = arguments[(word + 1)...]
        return texts(rest.prefix(rest.count / 2))
    }
}

/// Where the keys stand among a command's arguments.
private enum KeyPosition {
    case none, first, firstTwo, second, all, allButLast, everyOther, streams
    /// Behind the argument at this index, which is their number.
    case counted(Int)
    /// A destination, then a number and as many keys.
    case firstAndCounted

    init(of name: String) {
        switch name {
        case "ACL", "ASKING", "AUTH", "BGREWRITEAOF", "BGSAVE", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DBSIZE",
            "DISCARD", "ECHO", "EXEC", "FAILOVER", "FLUSHALL", "FLUSHDB", "FUNCTION", "HELLO", "INFO", "KEYS",
            "LASTSAVE", "LATENCY", "MODULE", "MONITOR", "MULTI", "PING", "PSUBSCRIBE", "PUBLISH", "PUBSUB",
            "PUNSUBSCRIBE", "QUIT", "RANDOMKEY", "READONLY", "READWRITE", "REPLICAOF", "RESET", "ROLE", "SAVE", "SCAN",
            "SCRIPT", "SELECT", "SHUTDOWN", "SLOWLOG", "SUBSCRIBE", "SWAPDB", "TIME", "UNSUBSCRIBE", "UNWATCH", "WAIT",
            "WAITAOF":
            self = .none
        case "DEL", "EXISTS", "MGET", "PFCOUNT", "PFMERGE", "SDIFF", "SDIFFSTORE", "SINTER", "SINTERSTORE", "SUNION",
            "SUNIONSTORE", "TOUCH", "UNLINK", "WATCH":
            self = .all
        case "BLPOP", "BRPOP", "BZPOPMAX", "BZPOPMIN":
            self = .allButLast
        case "BLMOVE", "BRPOPLPUSH", "COPY", "GEOSEARCHSTORE", "LCS", "LMOVE", "RENAME", "RENAMENX", "RPOPLPUSH",
            "SMOVE", "ZRANGESTORE":
            self = .firstTwo
        case "MSET", "MSETNX": self = .everyOther
        case "DEBUG", "MEMORY", "OBJECT", "XGROUP", "XINFO": self = .second
        case "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO", "BLMPOP", "BZMPOP": self = .counted(1)
        case "LMPOP", "SINTERCARD", "ZDIFF", "ZINTER", "ZINTERCARD", "ZMPOP", "ZUNION": self = .counted(0)
        case "ZDIFFSTORE", "ZINTERSTORE", "ZUNIONSTORE": self = .firstAndCounted
        case "XREAD", "XREADGROUP": self = .streams
        default: self = .first
        }
    }
}

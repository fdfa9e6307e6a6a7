/// What a Redis server answered instead of a result.
public struct RedisServerError: Error, Sendable, Hashable {
    /// The whole line, beginning with its prefix: `WRONGTYPE Operation against a key …`.
    public var message: String

    public init(message: String) {
        self.message = message
    }

    /// The first word, by which errors are told apart: `ERR`, `NOSCRIPT`, `READONLY`, `OOM`, `WRONGTYPE`, `MOVED` …
    public var prefix: String {
        String(cause.prefix { $0 != " " })
    }

    /// The message; of a script's failed command, which servers before version 7 wrap into an error of their own, the
    /// command's.
    private var cause: Substring {
        guard message.hasPrefix("ERR Error running script"), let start = message.firstRange(of: ": -") else {
            return message[...]
        }
        return message[start.upperBound...]
    }
}

extension RedisServerError: CustomStringConvertible {
    public var description: String { message }
}

extension RedisServerError {
    /// Whether the server says that it is not the primary, or has just ceased to be it.
    var isDemotion: Bool {
        switch prefix {
        case "READONLY", "UNBLOCKED": true
        default: false
        }
    }
}

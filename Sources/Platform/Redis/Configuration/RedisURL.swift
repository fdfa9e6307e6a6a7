/// The parts of a URL that names Redis servers.
///
/// Not Foundation's `URL`, which knows no lists of hosts.
struct RedisURL {
    enum Kind { case standalone, unixSocket, sentinel, cluster }

    let scheme: String
    let kind: Kind
    let isEncrypted: Bool
    var user: String?
    var password: String?
    var hosts: [RedisAddress] = []
    var path = ""
    var database: Int?
    var options: [(name: String, value: String)] = []

    init(_ text: String) throws(RedisError) {
        guard let colon = text.firstRange(of: "://") else {
            throw RedisError(.invalidURL, "a Redis URL begins with redis://, rediss:// or another of its schemes")
        }
        scheme = text[..<colon.lowerBound].lowercased()
        switch scheme {
        case "redis", "rediss": kind = .standalone
        case "redis+unix", "unix": kind = .unixSocket
        case "redis-sentinel", "rediss-sentinel": kind = .sentinel
        case "redis-cluster", "rediss-cluster": kind = .cluster
        default: throw RedisError(.invalidURL, "\"\(scheme)\" is not a scheme of Redis URLs")
        }
        isEncrypted = scheme.hasPrefix("rediss")
        var rest = text[colon.upperBound...]
        guard !rest.contains("#") else {
            throw RedisError(.invalidURL, "a Redis URL has no fragment; write # in a password as %23")
        }
        if let mark = rest.firstIndex(of: "?") {
            options = try Self.options(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        // A password with a slash would else be taken, and shown, for a host and a path.
        guard kind == .unixSocket || !rest[slash...].contains("@") else {
            throw RedisError(.invalidURL, "an @ stands behind the host; write / in a password as %2F")
        }
        try readAuthority(rest[..<slash])
        try readPath(rest[slash...])
    }

    func topology() throws(RedisError) -> RedisTopology {
        switch kind {
        case .unixSocket: return .standalone(.unixSocket(path: path))
        case .cluster: return .cluster(hosts)
        case .standalone:
            guard hosts.count == 1 else {
                throw RedisError(.invalidURL, "a \(scheme) URL names one host; several need redis-cluster or -sentinel")
            }
            return .standalone(hosts[0])
        case .sentinel:
            guard let primary = options.last(where: { $0.name == "master" })?.value, !primary.isEmpty else {
                throw RedisError(.invalidURL, "a \(scheme) URL names the primary: ?master=…")
            }
            return .sentinel(hosts, primary: primary)
        }
    }

    private mutating func readPath(_ text: Substring) throws(RedisError) {
        if kind == .unixSocket {
            path = try Self.decoded(text, "the path")
            guard path.count > 1 else { throw RedisError(.invalidURL, "a \(scheme) URL names the socket's path") }
            return
        }
        let number = text.dropFirst()
        guard !number.isEmpty else { return }
        database = try Self.number(String(number), as: "the database, which follows the host,", in: 0...Int(Int32.max))
        guard kind != .cluster || database == 0 else {
            throw RedisError(.invalidURL, "a cluster has no other database than 0")
        }
    }

    private static func options(_ text: Substring) throws(RedisError) -> [(name: String, value: String)] {
        var options: [(name: String, value: String)] = []
        guard !text.contains("@") else {
            throw RedisError(.invalidURL, "an @ stands behind the host; write ? in a password as %3F, @ as %40")
        }
        for option in text.split(separator: "&") {
            guard let equals = option.firstIndex(of: "=") else {
                throw RedisError(.invalidURL, "an option is written name=value, not \"\(option)\"")
            }
            let name = String(option[..<equals])
            options.append((name, try decoded(option[option.index(after: equals)...], "option \"\(name)\"")))
        }
        return options
    }
}

extension RedisConfiguration {
    /// Reads a URL.
    ///
    ///     redis://user:password@host:6379/0
    ///     rediss://host:6380/0?ca=/etc/redis/ca.pem
    ///     redis+unix:///run/redis.sock?db=0
    ///     redis-sentinel://user:password@one:26379,two:26379/0?master=name
    ///     redis-cluster://one:7000,two:7001
    ///
    /// A scheme with `rediss` for `redis` encrypts. Characters with a meaning in a URL are percent-encoded in user and
    /// password. Options, after `?` and separated by `&`: `ca`, `cert`, `key` (paths of PEM files), `verify` (`true`,
    /// `false`), `name` (of the client), `protocol` (`2`, `3`), `connections`, `master`, `sentinelUser`,
    /// `sentinelPassword`, `db`.
    ///
    /// - Throws: ``RedisError`` with code `invalidURL`; the message never holds a password.
    public init(url: String) throws(RedisError) {
        let parts = try RedisURL(url)
        try self.init(topology: parts.topology())
        tls = parts.isEncrypted ? RedisTLS() : nil
        user = parts.user
        password = parts.password
        if let database = parts.database { self.database = database }
        for (name, value) in parts.options { try apply(name, value, of: parts) }
    }

    private mutating func apply(_ name: String, _ value: String, of url: RedisURL) throws(RedisError) {
        switch name {
        case "master" where url.kind == .sentinel: break
        case "sentinelUser" where url.kind == .sentinel: sentinelUser = value
        case "sentinelPassword" where url.kind == .sentinel: sentinelPassword = value
        case "db" where url.database == nil: database = try RedisURL.number(value, as: "db", in: 0...Int(Int32.max))
        case "name": clientName = value
        case "connections": connections = try RedisURL.number(value, as: name, in: 1...1024)
        case "protocol":
            let number = try RedisURL.number(value, as: name, in: 2...3)
            preferredProtocol = number == 2 ? .resp2 : .resp3
        case "ca" where url.isEncrypted: tls?.authorityFile = value
        case "cert" where url.isEncrypted: tls?.certificateFile = value
        case "key" where url.isEncrypted: tls?.privateKeyFile = value
        case "verify" where url.isEncrypted:
            guard value == "true" || value == "false" else {
                throw RedisError(.invalidURL, "verify is true or false, not \"\(value)\"")
            }
            tls?.verifiesServer = value == "true"
        default:
            throw RedisError(.invalidURL, "a \(url.scheme) URL has no option \"\(name)\"")
        }
    }
}

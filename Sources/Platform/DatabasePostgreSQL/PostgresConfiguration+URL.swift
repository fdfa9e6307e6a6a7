public import Database

extension PostgresConfiguration {
    /// Reads a URL.
    ///
    ///     postgres://user:password@host:5432/name
    ///     postgresql://user@[::1]/name?sslmode=verify-full&sslrootcert=/etc/postgres/ca.pem
    ///     postgres://user@/name?host=/run/postgresql
    ///
    /// Characters with a meaning in a URL are percent-encoded. Options, after `?` and separated by `&`: `sslmode`
    /// (`disable`, `prefer`, `require`, `verify-ca`, `verify-full`), `sslrootcert`, `sslcert`, `sslkey` (paths of PEM
    /// files), `host` (the folder of a Unix socket).
    ///
    /// - Throws: ``DatabaseError`` with the code `invalidConfiguration`; the message never holds a password.
    public init(url: String) throws(DatabaseError) {
        let parts = try PostgresURL(url)
        guard let user = parts.user, !user.isEmpty else { throw .invalidURL("a user is missing: postgres://user@…") }
        guard let database = parts.database, !database.isEmpty else {
            throw .invalidURL("the database's name is missing: postgres://…/name")
        }
        guard database.utf8.count <= 63 else { throw .invalidURL("the database's name has more than 63 bytes") }
        self.init(
            host: parts.host ?? "", port: parts.port ?? 5432, user: user, password: parts.password, database: database)
        for (name, value) in parts.options { try apply(name, value) }
        guard !host.isEmpty else { throw .invalidURL("a host is missing: postgres://user@host/name") }
        guard (certificateFile == nil) == (privateKeyFile == nil) else {
            throw .invalidURL("sslcert and sslkey are given together")
        }
        guard authorityFile != nil || (tls != .verifyCA && tls != .verifyFull) else {
            throw .invalidURL("sslmode=\(tls.rawValue) needs sslrootcert, the file of the authority to trust")
        }
    }

    private mutating func apply(_ name: String, _ value: String) throws(DatabaseError) {
        guard !value.isEmpty else { throw .invalidURL("the option \(name) is empty") }
        switch name {
        case "sslmode":
            guard let mode = TLSMode(rawValue: value) else {
                let known = TLSMode.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidURL("sslmode is one of \(known), not \"\(value)\"")
            }
            tls = mode
        case "sslrootcert": authorityFile = value
        case "sslcert": certificateFile = value
        case "sslkey": privateKeyFile = value
        case "host":
            guard host.isEmpty else { throw .invalidURL("there are two hosts, one of them as an option") }
            guard value.hasPrefix("/") else {
                throw .invalidURL("the option host is the folder of a Unix socket and begins with a slash")
            }
            host = value
        default:
            throw .invalidURL("there is no option \"\(name)\"")
        }
    }
}

extension DatabaseError {
    static func invalidURL(_ message: String) -> DatabaseError {
        DatabaseError(.invalidConfiguration, "the URL of the PostgreSQL database is not valid: \(message)")
    }
}

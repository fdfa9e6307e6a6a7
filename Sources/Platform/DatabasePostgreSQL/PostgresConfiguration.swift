/// Where a PostgreSQL database is, as whom to use it, and how long to wait for it.
public struct PostgresConfiguration: Sendable {
    /// How far the connection is encrypted and the server verified, in libpq's words.
    public enum TLSMode: String, Sendable, CaseIterable {
        /// Not encrypted.
        case disable
        /// Encrypted where the server can. Nothing is verified.
        case prefer
        /// Encrypted. Nothing is verified, unless an authority is given.
        case require
        /// Encrypted, with a certificate from the authority that is given.
        case verifyCA = "verify-ca"
        /// Encrypted, with a certificate from the authority and for the host that are given.
        case verifyFull = "verify-full"
    }

    /// A name, an address, or the folder of a Unix socket, which begins with a slash.
    public var host: String
    public var port: Int
    public var user: String
    /// `nil` where the server asks for none, or libpq's password file has it.
    public var password: String?
    public var database: String
    public var tls = TLSMode.prefer
    /// The PEM file of the authorities that the server's certificate must come from.
    public var authorityFile: String?
    /// The PEM files of a certificate of our own, where the server asks for one.
    public var certificateFile: String?
    public var privateKeyFile: String?
    /// How many connections there are at most, each with a thread of its own. At least 1.
    public var poolSize = 8
    /// How long a transaction waits for a connection, before it fails with the code `unavailable`.
    public var acquireTimeout = Duration.seconds(5)
    /// How long one attempt to connect may take.
    public var connectTimeout = Duration.seconds(5)
    /// How long a statement may take, its waiting for locks included, before it fails with the code `timeout`.
    /// Migrations may take as long as they need.
    public var statementTimeout = Duration.seconds(10)
    /// What the server's own views and log call us.
    public var applicationName = "sojourn"
    /// The database from which ``PostgresDatabase/createIfAbsent(_:logger:)`` makes another.
    public var maintenanceDatabase = "postgres"

    public init(host: String, port: Int = 5432, user: String, password: String? = nil, database: String) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
    }

    /// `host:port/name`, for messages: it holds neither user nor password.
    public var address: String {
        let place = host.contains(":") ? "[\(host)]" : host
        return "\(place):\(port)/\(database)"
    }

    /// The same for another database of the same server.
    public func database(named name: String) -> PostgresConfiguration {
        var configuration = self
        configuration.database = name
        return configuration
    }
}

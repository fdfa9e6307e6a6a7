import CPostgreSQL
import Database

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Establishes connections. It blocks.
enum Connecting {
    /// A connection that is up, with a server that will do.
    static func connect(_ configuration: PostgresConfiguration) throws(DatabaseError) -> OpaquePointer {
        try checkFiles(configuration)
        guard let handle = start(configuration) else {
            throw DatabaseError(.unavailable, "cannot connect to \(configuration.address): out of memory")
        }
        do throws(DatabaseError) {
            try complete(handle, configuration)
            try checkServer(handle, configuration)
        } catch {
            PQfinish(handle)
            throw error
        }
        return handle
    }

    /// libpq's words for the last thing that went wrong, in one line.
    static func message(of handle: OpaquePointer) -> String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return ConnectFailure(text).message
    }

    private static func start(_ configuration: PostgresConfiguration) -> OpaquePointer? {
        let keywords = configuration.keywords
        var names = keywords.map { UnsafePointer(strdup($0.name)) } + [nil]
        var values = keywords.map { UnsafePointer(strdup($0.value)) } + [nil]
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        let handle = PQconnectStartParams(&names, &values, 0)
        // For the codes of errors: there is no other way to learn why a connection was refused.
        if let handle { PQsetErrorVerbosity(handle, PQERRORS_VERBOSE) }
        return handle
    }

    private static func complete(
        _ handle: OpaquePointer, _ configuration: PostgresConfiguration
    ) throws(DatabaseError) {
        let deadline = ContinuousClock.now + configuration.connectTimeout
        var wanted = PGRES_POLLING_WRITING
        while wanted != PGRES_POLLING_OK {
            guard PQstatus(handle) != CONNECTION_BAD, wanted != PGRES_POLLING_FAILED else {
                throw ConnectFailure(PQerrorMessage(handle).map { String(cString: $0) } ?? "").error(configuration)
            }
            let left = max(.zero, deadline - ContinuousClock.now)
            let isReady =
                wanted == PGRES_POLLING_READING
                ? Socket.isReadable(PQsocket(handle), within: left)
                : Socket.isWritable(PQsocket(handle), within: left)
            guard isReady else {
                throw DatabaseError(
                    .unavailable,
                    "cannot connect to \(configuration.address): no answer within \(configuration.connectTimeout)")
            }
            wanted = PQconnectPoll(handle)
        }
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    }

    /// Refuses servers on which work would fail later, one way or another.
    private static func checkServer(
        _ handle: OpaquePointer, _ configuration: PostgresConfiguration
    ) throws(DatabaseError) {
        func setting(_ name: String) -> String? { PQparameterStatus(handle, name).map { String(cString: $0) } }
        let address = configuration.address
        guard PQserverVersion(handle) >= 120_000 else {
            throw DatabaseError(
                .invalidConfiguration,
                "\(address): the server is PostgreSQL \(setting("server_version") ?? "?"), 12 or later is needed")
        }
        guard setting("server_encoding") == "UTF8" else {
            throw DatabaseError(
                .invalidConfiguration,
                "\(address): the database's encoding is \(setting("server_encoding") ?? "?"), it must be UTF8")
        }
        // Servers before 14 do not tell; their standbys refuse the first statement that writes.
        guard setting("in_hot_standby") != "on", setting("default_transaction_read_only") != "on" else {
            throw DatabaseError(.readOnly, "\(address): the server is a standby, or was set to read only")
        }
    }

    /// libpq would connect without some of these, and only say of others that they are missing.
    private static func checkFiles(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        let files = [
            ("sslrootcert", configuration.authorityFile), ("sslcert", configuration.certificateFile),
            ("sslkey", configuration.privateKeyFile),
        ]
        for case (let name, let file?) in files where access(file, R_OK) != 0 {
            throw DatabaseError(
                .invalidConfiguration,
                "\(configuration.address): \(name): \(file) cannot be read: \(String(cString: strerror(errno)))")
        }
    }
}

import Database
import DatabasePostgreSQL
import TestSupport
import Testing

@Suite("Connecting to PostgreSQL", .timeLimit(.minutes(10)))
struct ConnectingTests {
    @Test func `a password is asked for, and a wrong one refused without being shown`() async throws {
        try await withPostgresServer(.init(password: "right")) { server in
            _ = try await withPostgres(at: server.configuration()) { try await $0.one() }
            for password in ["wrong password", nil] {
                var configuration = server.configuration()
                configuration.password = password
                let error = await connectError(configuration)
                #expect(error?.code == .accessDenied)
                #expect(error?.isRetryable == false)
                #expect(error?.message.contains(configuration.address) == true)
                #expect(error?.message.contains("password") == true)
                #expect(error?.message.contains("wrong password") == false)
            }
        }
    }

    @Test func `a database that is missing is named`() async throws {
        try await withPostgresConfiguration { configuration in
            let error = await connectError(configuration)
            #expect(error?.code == .databaseMissing)
            #expect(error?.message.contains("\"\(configuration.database)\" does not exist") == true)
            #expect(error?.message.contains("3D000") == false)
        }
    }

    @Test func `a user that is missing is named`() async throws {
        var configuration = try await PostgresServer.shared.configuration()
        configuration.user = "nobody_of_that_name"
        let error = await connectError(configuration)
        #expect(error?.code == .accessDenied)
        #expect(error?.message.contains("nobody_of_that_name") == true)
    }

    @Test(arguments: ["127.0.0.1", "::1", "/no/such/folder", "no-such-host.invalid"])
    func `where no server is, the address is named`(host: String) async {
        let configuration = PostgresConfiguration(host: host, port: 1, user: "u", password: "secret", database: "n")
        let error = await connectError(configuration)
        #expect(error?.code == .unavailable)
        #expect(error?.isRetryable == true)
        #expect(error?.message.contains(configuration.address) == true)
        #expect(error?.message.contains("secret") == false)
    }

    @Test func `a server that says nothing is given up`() async throws {
        try await withSilentServer { port in
            var configuration = PostgresConfiguration(host: "127.0.0.1", port: port, user: "u", database: "n")
            configuration.connectTimeout = .milliseconds(50)
            let error = await connectError(configuration)
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("no answer within 0.05 seconds") == true)
        }
    }

    @Test func `a server that does not speak the protocol is no database`() async throws {
        try await withRedis { redis in
            let error = await connectError(
                PostgresConfiguration(host: "127.0.0.1", port: redis.port, user: "u", database: "n"))
            #expect(error?.code == .unavailable)
        }
    }

    @Test func `a Unix socket`() async throws {
        let server = try await PostgresServer.shared
        let url = "postgres://postgres@:\(server.port)/postgres?host=\(server.folder)"
        try await withPostgres(at: PostgresConfiguration(url: url)) { database in
            let answer = try await database.one()
            #expect(answer == 1)
            #expect(database.address == "\(server.folder):\(server.port)/postgres")
        }
    }

    @Test func `a database that cannot hold every text is refused`() async throws {
        try await withPostgresConfiguration { configuration in
            let maintenance = try await PostgresServer.shared.configuration()
            try await PostgresDatabase.administer(
                maintenance,
                "CREATE DATABASE \"\(configuration.database)\" ENCODING 'SQL_ASCII' TEMPLATE template0")
            let error = await connectError(configuration)
            #expect(error?.code == .invalidConfiguration)
            #expect(error?.message.contains("SQL_ASCII") == true)
        }
    }

    @Test func `a database that takes no writes is refused`() async throws {
        try await withPostgres { database in
            let configuration = try await PostgresServer.shared.configuration(database: database.name)
            try await PostgresDatabase.administer(
                configuration, "ALTER DATABASE \"\(database.name)\" SET default_transaction_read_only = on")
            #expect(await connectError(configuration)?.code == .readOnly)
        }
    }

    @Test func `an application has a name`() async throws {
        try await withPostgres { database in
            let name = try await database.text(
                "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
            #expect(name == "sojourn")
        }
    }
}

import Database
import DatabasePostgreSQL
import TestSupport
import Testing

@Suite("Databases and schemas at PostgreSQL", .timeLimit(.minutes(10)))
struct SchemaTests {
    @Test func `those who make the same database at once all succeed`() async throws {
        try await withPostgresConfiguration { configuration in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger) }
                }
                try await group.waitForAll()
            }
            _ = try await withPostgres(at: configuration) { try await $0.one() }
        }
    }

    @Test func `a database that is there is left alone`() async throws {
        try await withPostgres { database in
            try await database.execute("CREATE TABLE entry (id BIGINT)")
            var configuration = try await PostgresServer.shared.configuration(database: database.name)
            // Nobody is asked who could make one.
            configuration.maintenanceDatabase = "no such database"
            try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger)
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 0)
        }
    }

    @Test(arguments: ["Büro \"Süd\"; DROP", "'quoted'", "UPPER lower"])
    func `any name will do`(name: String) async throws {
        try await withPostgresConfiguration { configuration in
            let configuration = configuration.database(named: "\(name) \(configuration.database.suffix(8))")
            try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger)
            try await withPostgres(at: configuration) { database in
                let current = try await database.text("SELECT current_database()")
                #expect(current == configuration.database)
            }
            try await PostgresDatabase.drop(configuration)
        }
    }

    @Test func `who may not make databases is told`() async throws {
        try await withPostgresConfiguration { configuration in
            let user = configuration.database.lowercased().replacing("-", with: "_")
            try await PostgresDatabase.administer(configuration, "CREATE ROLE \(user) LOGIN")
            var configuration = configuration
            configuration.user = user
            let error = await databaseError {
                try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger)
            }
            #expect(error?.code == .accessDenied)
            #expect(error?.message.contains("permission denied to create database") == true)
            try await PostgresDatabase.administer(
                PostgresServer.shared.configuration(), "DROP ROLE \(user)")
        }
    }

    @Test func `where no server is, none is made`() async throws {
        let nowhere = PostgresConfiguration(host: "127.0.0.1", port: 1, user: "u", database: "n")
        let error = await databaseError { try await PostgresDatabase.createIfAbsent(nowhere, logger: quietLogger) }
        #expect(error?.code == .unavailable)
    }

    @Test func `migrations of several pools at once are run once each`() async throws {
        let migrations = (1...5).map { number in
            Migration(number, "step \(number)", ["CREATE TABLE step_\(number) (id {identity}, content {bytes})"])
        }
        try await withPostgresConfiguration { configuration in
            try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        try await withPostgres(at: configuration) { try await $0.migrate(migrations) }
                    }
                }
                try await group.waitForAll()
            }
            try await withPostgres(at: configuration) { database in
                let names = try await database.recordedMigrations().map(\.name)
                #expect(names == migrations.map(\.name))
            }
        }
    }

    @Test func `a migration takes as long as it needs`() async throws {
        try await withPostgres {
            $0.statementTimeout = .milliseconds(200)
        } _: { database in
            try await database.migrate([Migration(1, "slow", ["SELECT pg_sleep(0.4)"])])
            #expect(try await database.recordedMigrations().map(\.number) == [1])
            // The limit holds again after it.
            #expect(await databaseError { try await database.execute("SELECT pg_sleep(20)") }?.code == .timeout)
        }
    }

    @Test func `a schema of someone else has no migrations of ours`() async throws {
        try await withPostgres { database in
            #expect(try await database.recordedMigrations().isEmpty)
            try await database.execute("CREATE TABLE entry (id BIGINT)")
            #expect(try await database.recordedMigrations().isEmpty)
        }
    }
}

public import DatabasePostgreSQL
import Foundation

extension PostgresServer {
    /// The one server of a test process, which starts when it is first asked for.
    public static var shared: PostgresServer {
        get async throws { try await start.value }
    }

    /// Outlives whichever test is the first, so that it is no test's task.
    private static let start = Task {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sojourn-postgres-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var options = Options()
        options.removesFolder = true
        return try await PostgresServer(options, in: folder.path)
    }
}

/// Runs `body` with the configuration of a database that is not there yet, and removes that database after.
public func withPostgresConfiguration<Value>(
    _ body: (PostgresConfiguration) async throws -> Value
) async throws -> Value {
    try await turnstile.pass()
    defer { turnstile.leave() }
    let name = "test_\(UUID().uuidString)"
    let configuration = try await PostgresServer.shared.configuration(database: name)
    do {
        let value = try await body(configuration)
        try await PostgresDatabase.drop(configuration)
        return value
    } catch {
        // The error of the test is the one to see; the database goes with the server at last.
        try? await PostgresDatabase.drop(configuration)
        throw error
    }
}

/// Runs `body` with a new database on the shared server.
/// - Parameter change: what is to be other than usual.
public func withPostgres<Value>(
    _ change: (inout PostgresConfiguration) -> Void = { _ in }, _ body: (PostgresDatabase) async throws -> Value
) async throws -> Value {
    try await withPostgresConfiguration { configuration in
        var configuration = configuration
        // Many tests run side by side.
        configuration.poolSize = 4
        change(&configuration)
        try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger)
        return try await withPostgres(at: configuration, body)
    }
}

/// Runs `body` with a database that is there, and closes its connections after.
public func withPostgres<Value>(
    at configuration: PostgresConfiguration, _ body: (PostgresDatabase) async throws -> Value
) async throws -> Value {
    let database = try await PostgresDatabase(configuration, logger: quietLogger)
    do {
        let value = try await body(database)
        await database.close()
        return value
    } catch {
        await database.close()
        throw error
    }
}

/// Runs `body` with a server of its own, and ends the server whatever happens.
public func withPostgresServer<Value>(
    _ options: PostgresServer.Options = .init(), _ body: (PostgresServer) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { folder in
        let server = try await PostgresServer(options, in: folder)
        do {
            let value = try await body(server)
            try await server.kill()
            return value
        } catch {
            // The error of the test is the one to see; the server ends with this process at the latest.
            try? await server.kill()
            throw error
        }
    }
}

/// So many tests have a database at a time: each has connections, and the server's are not without end.
private let turnstile = Turnstile(places: 32)

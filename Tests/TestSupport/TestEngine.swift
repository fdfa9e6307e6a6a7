public import Database
public import protocol Database.Database

/// An engine that the services' records are kept in.
public enum TestEngine: CaseIterable, Sendable {
    case sqlite, postgres
}

/// Runs `body` with a new database of an engine.
public func withDatabase<Value>(
    _ engine: TestEngine, _ body: (any Database) async throws -> Value
) async throws -> Value {
    switch engine {
    case .sqlite: try await withSQLite { try await body($0) }
    case .postgres: try await withPostgres { try await body($0) }
    }
}

import DatabasePostgreSQL
import Settings
import Testing

@testable import sojourn

@Suite("Where the records are")
struct RecordsLocationTests {
    private func records(_ variables: [String: String]) throws -> RecordsLocation {
        var environment: [String: String] = [:]
        for (name, value) in variables { environment["SOJOURN_DATABASE_\(name)"] = value }
        return try SojournSettings(file: nil, environment: environment).records
    }

    private func postgres(_ variables: [String: String]) throws -> PostgresConfiguration? {
        guard case .postgres(let configuration) = try records(variables) else { return nil }
        return configuration
    }

    @Test("is files by default, and where the URL says sqlite")
    func files() throws {
        #expect(try postgres([:]) == nil)
        #expect(try postgres(["URL": "sqlite:", "POOL_SIZE": "3"]) == nil)
    }

    @Test("is the server of the URL", arguments: ["postgres", "postgresql"])
    func server(scheme: String) throws {
        let configuration = try #require(
            try postgres(["URL": "\(scheme)://me:pa%40ss@db:6432/stays?sslmode=require"]))
        #expect(configuration.address == "db:6432/stays")
        #expect(configuration.user == "me" && configuration.password == "pa@ss")
        #expect(configuration.tls == .require)
        #expect(configuration.poolSize == 8)
        #expect(configuration.acquireTimeout == .seconds(3) && configuration.statementTimeout == .seconds(10))
    }

    @Test("is used with as many connections and as much patience as told")
    func tuned() throws {
        let configuration = try #require(
            try postgres([
                "URL": "postgres://me@db/stays", "POOL_SIZE": "32", "ACQUIRE_TIMEOUT": "500ms",
                "STATEMENT_TIMEOUT": "1m",
            ]))
        #expect(configuration.port == 5432 && configuration.password == nil && configuration.poolSize == 32)
        #expect(configuration.acquireTimeout == .milliseconds(500) && configuration.statementTimeout == .seconds(60))
    }

    @Test(
        "is refused by the names of the settings, and no password is shown",
        arguments: [
            (["URL": "mysql://db"], ["database.url", "sqlite", "postgres"]),
            (["URL": "sqlite:/tmp/x"], ["SOJOURN_DATABASE_URL", "database.url", "data.directory"]),
            (["URL": "postgres://me:pa55word@"], ["SOJOURN_DATABASE_URL", "database.url"]),
            (["URL": "postgres://me:pa55word@db/stays?sslmode=maybe"], ["SOJOURN_DATABASE_URL", "sslmode", "maybe"]),
            (["URL": "postgres://me:pa55word@db/stays?pool=3"], ["SOJOURN_DATABASE_URL", "pool"]),
            (["URL": "postgres://me:pa55word@db:0/stays"], ["SOJOURN_DATABASE_URL", "database.url"]),
            (["POOL_SIZE": "0"], ["database.poolSize", "1"]), (["POOL_SIZE": "501"], ["database.poolSize", "500"]),
            (["ACQUIRE_TIMEOUT": "1ms"], ["database.acquireTimeout", "10ms"]),
            (["STATEMENT_TIMEOUT": "never"], ["database.statementTimeout", "never"]),
        ])
    func refused(_ variables: [String: String], _ named: [String]) {
        let error = #expect(throws: (any Error).self) { _ = try records(variables) }
        let text = error.map { "\($0)" } ?? ""
        for name in named { #expect(text.contains(name), "\(text)") }
        #expect(!text.contains("pa55word"), "\(text)")
    }
}

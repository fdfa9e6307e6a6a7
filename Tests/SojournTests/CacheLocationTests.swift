import Redis
import Settings
import Testing

@testable import sojourn

@Suite("Where copies are kept of what another service owns")
struct CacheLocationTests {
    private func location(_ variables: [String: String]) throws -> CacheLocation {
        var environment: [String: String] = [:]
        for (name, value) in variables { environment["SOJOURN_CACHE_\(name)"] = value }
        return try SojournSettings(file: nil, environment: environment).cache
    }

    @Test(
        "is refused by the names of the settings, and no password is shown",
        arguments: [
            (["BACKEND": "redis"], ["cache.backend", "cache.redis.url", "SOJOURN_CACHE_REDIS_URL"]),
            (["BACKEND": "redis", "REDIS_URL": "redis://u:secret@db:0"], ["SOJOURN_CACHE_REDIS_URL", "port"]),
            (
                ["BACKEND": "redis", "REDIS_URL": "redis://u:secret@db", "REDIS_CA_FILE": "/etc/ca.pem"],
                ["SOJOURN_CACHE_REDIS_CA_FILE", "cache.redis.caFile", "rediss"]
            ),
        ])
    func refused(_ variables: [String: String], _ named: [String]) {
        let error = #expect(throws: StartError.self) { _ = try location(variables) }
        let text = error?.description ?? ""
        for name in named { #expect(text.contains(name), "\(text)") }
        #expect(!text.contains("secret"), "\(text)")
    }

    @Test("cannot be anywhere else")
    func unknownBackend() {
        let error = #expect(throws: SettingsError.self) { _ = try location(["BACKEND": "memcached"]) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("cache.backend"))
    }

    @Test("is each process's memory unless Redis is asked for, even where an address is set")
    func process() throws {
        guard case .process = try location(["REDIS_URL": "redis://db"]) else {
            Issue.record("copies are not kept in the process")
            return
        }
    }

    @Test("is a server that is given little time to answer, since values can be loaded")
    func redis() throws {
        guard case .redis(let configuration) = try location(["BACKEND": "redis", "REDIS_URL": "redis://db:6380"]) else {
            Issue.record("copies are not kept on Redis")
            return
        }
        #expect(configuration.topology == .standalone(.host("db", port: 6380)))
        #expect(configuration.commandTimeout <= .seconds(1) && configuration.connectTimeout <= .seconds(1))
    }
}

import Redis
import Settings
import Testing

@testable import sojourn

@Suite("Where the task queue is")
struct QueueLocationTests {
    private func settings(_ variables: [String: String]) throws -> SojournSettings {
        var environment: [String: String] = [:]
        for (name, value) in variables { environment["SOJOURN_QUEUE_\(name)"] = value }
        return try SojournSettings(file: nil, environment: environment)
    }

    private func redis(_ variables: [String: String]) throws -> RedisConfiguration {
        let queue = try settings(variables.merging(["BACKEND": "redis"]) { $1 }).queue
        guard case .redis(let configuration) = queue else {
            Issue.record("the queue is not on Redis")
            return RedisConfiguration()
        }
        return configuration
    }

    @Test("is a file unless Redis is asked for, even where an address is set")
    func embedded() throws {
        guard case .file = try settings(["REDIS_URL": "redis://db"]).queue else {
            Issue.record("the queue is not in a file")
            return
        }
    }

    @Test("is the server of the address")
    func server() throws {
        let configuration = try redis(["REDIS_URL": "redis://me:pa%40ss@db:6380/2"])
        #expect(configuration.topology == .standalone(.host("db", port: 6380)))
        #expect(configuration.user == "me" && configuration.password == "pa@ss" && configuration.database == 2)
        #expect(configuration.tls == nil)
        #expect(configuration.clientName == "sojourn")
    }

    @Test("can be sentinels or a cluster")
    func several() throws {
        #expect(
            try redis(["REDIS_URL": "redis-sentinel://a,b:1/0?master=m"]).topology
                == .sentinel([.host("a", port: 26379), .host("b", port: 1)], primary: "m"))
        #expect(
            try redis(["REDIS_URL": "redis-cluster://a:1,b:2"]).topology
                == .cluster([.host("a", port: 1), .host("b", port: 2)]))
    }

    @Test("trusts the authorities of a file")
    func authorities() throws {
        let configuration = try redis(["REDIS_URL": "rediss://db", "REDIS_CA_FILE": "/etc/ca.pem"])
        #expect(configuration.tls?.authorityFile == "/etc/ca.pem")
        #expect(configuration.tls?.verifiesServer == true)
    }

    @Test(
        "is refused by the names of the settings, and no password is shown",
        arguments: [
            ([:], ["SOJOURN_QUEUE_BACKEND", "queue.backend", "queue.redis.url", "SOJOURN_QUEUE_REDIS_URL"]),
            (["REDIS_URL": "redis://:secret@"], ["SOJOURN_QUEUE_REDIS_URL", "queue.redis.url"]),
            (["REDIS_URL": "redis://:secret@db:0"], ["SOJOURN_QUEUE_REDIS_URL", "port"]),
            (["REDIS_URL": "redis://u:secret@db/-1"], ["SOJOURN_QUEUE_REDIS_URL", "database"]),
            (["REDIS_URL": "redis://u:se%zzcret@db"], ["SOJOURN_QUEUE_REDIS_URL", "password"]),
            (["REDIS_URL": "redis://u:secret@a,b"], ["SOJOURN_QUEUE_REDIS_URL", "one host"]),
            (["REDIS_URL": "redis-sentinel://u:secret@a"], ["SOJOURN_QUEUE_REDIS_URL", "master"]),
            (["REDIS_URL": "redis://u:secret@db?speed=11"], ["SOJOURN_QUEUE_REDIS_URL", "speed"]),
            (
                ["REDIS_URL": "redis://u:secret@db", "REDIS_CA_FILE": "/etc/ca.pem"],
                ["SOJOURN_QUEUE_REDIS_CA_FILE", "queue.redis.caFile", "queue.redis.url", "rediss"]
            ),
        ])
    func refused(_ variables: [String: String], _ named: [String]) {
        let error = #expect(throws: StartError.self) { _ = try redis(variables) }
        let text = error?.description ?? ""
        for name in named { #expect(text.contains(name), "\(text)") }
        #expect(!text.contains("secret") && !text.contains("cret@"), "\(text)")
    }

    @Test("is listed without its password")
    func listed() throws {
        let values = try LoadedSettings(
            SettingNames.catalogue, file: nil,
            environment: ["SOJOURN_QUEUE_REDIS_URL": "redis-sentinel://u:secret@a?master=m&sentinelPassword=secret"])
        let shown = values.effective.first { $0.key == "queue.redis.url" }?.value ?? ""
        #expect(shown.hasPrefix("redis-sentinel://u:") && shown.hasSuffix("********"))
        #expect(!shown.contains("secret"))
    }
}

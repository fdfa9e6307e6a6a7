import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("a server is checked before it gets tasks")
struct ServerFactsTests {
    private func error(_ lines: String...) -> TaskQueueError? {
        do {
            _ = try ServerFacts(info: lines.joined(separator: "\r\n"))
            return nil
        } catch {
            return error
        }
    }

    @Test("one that deletes keys when its memory is full is refused, with the reason")
    func evicting() {
        let refusal = error("# Memory", "maxmemory:1000", "maxmemory_policy:allkeys-lru")
        #expect(refusal?.code == .brokerFailure)
        #expect(refusal?.message.contains("allkeys-lru") == true)
        #expect(refusal?.message.contains("noeviction") == true)
        #expect(error("maxmemory:0", "maxmemory_policy:allkeys-lru") == nil)
        #expect(error("maxmemory:1000", "maxmemory_policy:noeviction") == nil)
    }

    @Test(
        "one that is too old is refused",
        arguments: [("4.0.14", false), ("5.0.0", true), ("7.0.15", true), ("x", true)])
    func version(version: String, isTaken: Bool) {
        #expect((error("redis_version:\(version)") == nil) == isTaken)
    }

    @Test("one that says nothing of itself is taken", arguments: ["", "garbage", ":", "a:b:c"])
    func silent(info: String) throws {
        #expect(try ServerFacts(info: info) == ServerFacts())
    }

    @Test("a cluster is known by what it says")
    func cluster() throws {
        #expect(try ServerFacts(info: "# Cluster\r\ncluster_enabled:1\r\n").isCluster)
        #expect(try !ServerFacts(info: "cluster_enabled:0").isCluster)
    }
}

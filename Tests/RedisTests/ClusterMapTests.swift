import NIOCore
import Testing

@testable import Redis

@Suite("Slots of a cluster")
struct ClusterMapTests {
    private let server = RedisAddress.host("seed", port: 1)

    @Test(
        "a key's slot is that of its first non-empty braces",
        arguments: [
            ("foo", 12182), ("123456789", 12739), ("", 0), ("{user1000}.following", 3443),
            ("{user1000}.followers", 3443),
            ("user1000", 3443), ("foo{}{bar}", 8363), ("foo{{bar}}zap", 4015), ("foo{bar}{zap}", 5061), ("bar", 5061),
        ])
    func slots(key: String, slot: Int) {
        #expect(HashSlot(key: key).number == slot)
    }

    @Test("keys of one slot go together, keys of several are an error")
    func keysTogether() throws {
        let none: [String] = []
        #expect(try HashSlot(keys: none) == nil)
        #expect(try HashSlot(keys: ["{q}:a", "{q}:b"]) == HashSlot(key: "q"))
        let error = #expect(throws: RedisError.self) { try HashSlot(keys: ["a", "b"]) }
        #expect(error?.code == .crossSlot)
        #expect(error?.mayHaveRun == false)
    }

    @Test("the reply to CLUSTER SLOTS is read, a missing host being the one that was asked")
    func map() throws {
        let map = try SlotMap(
            .array([
                range(0, 100, [node("one", 7000), node("two", 7001)]), range(101, 200, [node("", 7002)]),
                range(300, 16383, [node("one", 7000)]), range(250, 250, [.array([.null, .integer(7003), .null])]),
            ]), from: server)
        #expect(map.primaries.count == 3)
        #expect(map.owner(of: try #require(HashSlot(0))) == .host("one", port: 7000))
        #expect(map.owner(of: try #require(HashSlot(101))) == .host("seed", port: 7002))
        #expect(map.owner(of: try #require(HashSlot(201))) == nil)
        #expect(map.owner(of: try #require(HashSlot(250))) == .host("seed", port: 7003))
        #expect(map.owner(of: try #require(HashSlot(16383))) == .host("one", port: 7000))
        #expect(HashSlot(16384) == nil)
        #expect(HashSlot(-1) == nil)
    }

    @Test(
        "a malformed reply to CLUSTER SLOTS is an error",
        arguments: [
            RESPValue.integer(1), .array([.integer(1)]), .array([.array([])]),
            .array([.array([.integer(0), .integer(16384), .array([.simpleString("h"), .integer(1)])])]),
            .array([.array([.integer(-1), .integer(5), .array([.simpleString("h"), .integer(1)])])]),
            .array([.array([.integer(9), .integer(5), .array([.simpleString("h"), .integer(1)])])]),
            .array([.array([.integer(0), .integer(5), .array([.simpleString("h")])])]),
            .array([.array([.integer(0), .integer(5), .array([.simpleString("h"), .integer(0)])])]),
            .array([.array([.integer(0), .integer(5), .array([.simpleString("h"), .integer(70000)])])]),
            .array([.array([.integer(0), .integer(5), .null])]),
        ])
    func malformedMap(reply: RESPValue) {
        let error = #expect(throws: RedisError.self) { try SlotMap(reply, from: server) }
        #expect(error?.code == .protocolViolation)
    }

    @Test(
        "redirections are read",
        arguments: [
            ("MOVED 3999 127.0.0.1:6381", .moved(HashSlot(3999), .host("127.0.0.1", port: 6381))),
            ("MOVED 3999 :6381", .moved(HashSlot(3999), .host("seed", port: 6381))),
            ("MOVED 0 ::1:6381", .moved(HashSlot(0), .host("::1", port: 6381))),
            ("ASK 3999 redis-1.local:6381", .ask(.host("redis-1.local", port: 6381))),
            ("ERR 3999 127.0.0.1:6381", .none), ("MOVED 16384 h:1", .none), ("MOVED 1 h", .none),
            ("MOVED 1 h:x", .none),
            ("MOVED 1 h:99999", .none), ("MOVED", .none), ("", .none),
        ] as [(String, Expected)])
    func redirections(message: String, expected: Expected) {
        let redirection = Redirection(RedisServerError(message: message), from: server)
        switch expected {
        case .moved(let slot, let address): #expect(slot.map { Redirection.moved($0, to: address) } == redirection)
        case .ask(let address): #expect(redirection == .ask(address))
        case .none: #expect(redirection == nil)
        }
    }

    enum Expected: Sendable {
        case moved(HashSlot?, RedisAddress)
        case ask(RedisAddress)
        case none
    }

    @Test("a slot that has moved is found at its new node")
    func assign() throws {
        var map = SlotMap()
        let slot = try #require(HashSlot(7))
        map.assign(slot, to: server)
        #expect(map.owner(of: slot) == server)
        map.assign(slot, to: .host("other", port: 1))
        #expect(map.owner(of: slot) == .host("other", port: 1))
    }

    private func node(_ host: String, _ port: Int64) -> RESPValue {
        .array([.bulkString(ByteBuffer(string: host)), .integer(port), .simpleString("id"), .map([])])
    }

    private func range(_ first: Int64, _ last: Int64, _ nodes: [RESPValue]) -> RESPValue {
        .array([.integer(first), .integer(last)] + nodes)
    }
}

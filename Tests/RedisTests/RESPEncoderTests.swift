import NIOCore
import Testing

@testable import Redis

@Suite("Writing commands")
struct RESPEncoderTests {
    @Test("a command is an array of bulk strings")
    func command() {
        var encoder = RESPEncoder()
        encoder.encode(
            RedisCommand("SET", "k", .integer(-15), .bytes([0, 255]), .buffer(ByteBuffer(string: "é")), ""))
        let expected =
            Array("*6\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\n-15\r\n$2\r\n".utf8) + [0, 255]
            + Array("\r\n$2\r\né\r\n$0\r\n\r\n".utf8)
        #expect(Array(encoder.takeBytes().readableBytesView) == expected)
        #expect(encoder.byteCount == 0)
    }

    @Test(
        "integers are written in all their digits",
        arguments: [0, 9, 10, -1, 99, 100, 12345, Int64.max, Int64.min])
    func integers(number: Int64) {
        var encoder = RESPEncoder()
        encoder.encode(RedisCommand("X", .integer(number)))
        let text = String(number)
        #expect(String(buffer: encoder.takeBytes()) == "*2\r\n$1\r\nX\r\n$\(text.utf8.count)\r\n\(text)\r\n")
    }

    @Test("a script is called by its hash, as the equal command is")
    func script() {
        let script = RedisScript(name: "one", source: "return 1")
        #expect(script.sha1 == "e0e1f9fabfc9d4800c877a703b823ac0578ff8db")
        var encoder = RESPEncoder()
        encoder.encode(script, keys: ["a", "b"], arguments: [1, "x"])
        let bytes = encoder.takeBytes()
        encoder.encode(script.evalSHACommand(keys: ["a", "b"], arguments: [1, "x"]))
        #expect(encoder.takeBytes() == bytes)
    }

    @Test("the room that is reserved for a command is never too small")
    func bounds() {
        let commands = [
            RedisCommand("PING"), RedisCommand("SET", "", ""), RedisCommand("X", .integer(.min), .integer(.max)),
            RedisCommand("MGET", arguments: (0..<1000).map { .integer($0) }),
            RedisCommand(
                "SET", .bytes(Array(repeating: 1, count: 100_000)), .buffer(ByteBuffer(repeating: 2, count: 99))),
        ]
        for command in commands {
            var encoder = RESPEncoder()
            encoder.encode(command)
            #expect(encoder.byteCount <= command.encodedBytesBound)
        }
    }
}

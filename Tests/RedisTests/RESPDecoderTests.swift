import NIOCore
import Testing

@testable import Redis

@Suite("Reading replies")
struct RESPDecoderTests {
    @Test(
        "each kind of value is read",
        arguments: [
            (":1000\r\n", .integer(1000)), (":-9223372036854775808\r\n", .integer(.min)),
            (":+7\r\n", .integer(7)), (":9223372036854775807\r\n", .integer(.max)),
            ("+OK\r\n", .simpleString("OK")), ("+\r\n", .simpleString("")),
            ("-ERR no\r\n", .error(RedisServerError(message: "ERR no"))),
            ("!6\r\nERR no\r\n", .error(RedisServerError(message: "ERR no"))),
            ("$5\r\nhello\r\n", .bulkString(ByteBuffer(string: "hello"))),
            ("$0\r\n\r\n", .bulkString(ByteBuffer())), ("$2\r\n\r\n\r\n", .bulkString(ByteBuffer(string: "\r\n"))),
            ("$-1\r\n", .null), ("*-1\r\n", .null), ("_\r\n", .null),
            ("#t\r\n", .boolean(true)), ("#f\r\n", .boolean(false)),
            (",1.5e3\r\n", .double(1500)), (",-0.25\r\n", .double(-0.25)), (",10\r\n", .double(10)),
            (",inf\r\n", .double(.infinity)), (",-inf\r\n", .double(-.infinity)),
            (
                "(3492890328409238509324850943850943825024385\r\n",
                .bigNumber("3492890328409238509324850943850943825024385")
            ),
            ("(-12\r\n", .bigNumber("-12")),
            ("=8\r\ntxt:some\r\n", .verbatimString(format: "txt", ByteBuffer(string: "some"))),
            ("*0\r\n", .array([])), ("*2\r\n:1\r\n*1\r\n+a\r\n", .array([.integer(1), .array([.simpleString("a")])])),
            ("*2\r\n-ERR no\r\n$-1\r\n", .array([.error(RedisServerError(message: "ERR no")), .null])),
            ("~1\r\n:1\r\n", .set([.integer(1)])), (">2\r\n+a\r\n:1\r\n", .push([.simpleString("a"), .integer(1)])),
            ("%1\r\n+k\r\n%0\r\n", .map([RESPPair(key: .simpleString("k"), value: .map([]))])),
            ("|1\r\n+ttl\r\n:3600\r\n+OK\r\n", .simpleString("OK")),
            ("*2\r\n:1\r\n|1\r\n+a\r\n*1\r\n:9\r\n:2\r\n", .array([.integer(1), .integer(2)])),
        ] as [(String, RESPValue)])
    func kinds(bytes: String, value: RESPValue) throws {
        var decoder = RESPDecoder()
        decoder.append(ByteBuffer(string: bytes))
        #expect(try decoder.next() == value)
        #expect(try decoder.next() == nil)
    }

    @Test("a NaN is read")
    func notANumber() throws {
        var decoder = RESPDecoder()
        decoder.append(ByteBuffer(string: ",nan\r\n"))
        #expect(try decoder.next()?.double?.isNaN == true)
    }

    @Test("several replies in one read come one after the other")
    func several() throws {
        var decoder = RESPDecoder()
        decoder.append(ByteBuffer(string: "+a\r\n:1\r\n$1\r\nx\r\n+unfin"))
        #expect(try decoder.next() == .simpleString("a"))
        #expect(try decoder.next() == .integer(1))
        #expect(try decoder.next() == .bulkString(ByteBuffer(string: "x")))
        #expect(try decoder.next() == nil)
        decoder.append(ByteBuffer(string: "ished\r\n"))
        #expect(try decoder.next() == .simpleString("unfinished"))
    }

    @Test(
        "what is no RESP is told apart",
        arguments: [
            ("hello\r\n", .unknownType(UInt8(ascii: "h"))), ("\r\n", .unknownType(13)), ("\0", .unknownType(0)),
            (":\r\n", .malformedNumber), (":1a\r\n", .malformedNumber), (":-\r\n", .malformedNumber),
            (":--1\r\n", .malformedNumber), (": 1\r\n", .malformedNumber), (":1\n", .malformedNumber),
            (":1\r\r", .malformedNumber), (":9223372036854775808\r\n", .malformedNumber),
            (":-9223372036854775809\r\n", .malformedNumber), (":000000000000000000000000", .malformedNumber),
            ("$x\r\n", .malformedNumber), ("*\r\n", .malformedNumber), ("*1.0\r\n", .malformedNumber),
            ("$-2\r\n", .negativeLength(-2)), ("*-2\r\n", .negativeLength(-2)), ("%-1\r\n", .negativeLength(-1)),
            ("~-1\r\n", .negativeLength(-1)), ("!-3\r\n", .negativeLength(-3)),
            ("$3\r\nabcd\r\n", .missingLineEnd), ("$3\r\nabc\rx", .missingLineEnd), ("$0\r\n\n", .missingLineEnd),
            ("$536870913\r\n", .bulkTooLong(536_870_913, limit: 536_870_912)),
            ("$9223372036854775807\r\n", .bulkTooLong(.max, limit: 536_870_912)),
            ("*67108865\r\n", .tooManyElements(67_108_865, limit: 67_108_864)),
            ("%33554433\r\n", .tooManyElements(33_554_433, limit: 67_108_864)),
            ("*9223372036854775807\r\n", .tooManyElements(.max, limit: 67_108_864)),
            (",\r\n", .malformedDouble), (",0x10\r\n", .malformedDouble), (",infinity\r\n", .malformedDouble),
            (",1e\r\n", .malformedDouble), (",1 \r\n", .malformedDouble),
            ("#x\r\n", .malformedBoolean), ("#\r\n", .malformedBoolean), ("_x\r\n", .malformedNull),
            ("(\r\n", .malformedBigNumber), ("(-\r\n", .malformedBigNumber), ("(1e5\r\n", .malformedBigNumber),
            ("=3\r\ntxt\r\n", .malformedVerbatimString), ("=4\r\ntxt,\r\n", .malformedVerbatimString),
            ("+a\nb\r\n", .malformedLine), ("+a\rb\r\n", .malformedLine),
            ("$?\r\n", .malformedNumber), ("*?\r\n", .malformedNumber),
        ] as [(String, RESPDecodingError)])
    func malformed(bytes: String, error: RESPDecodingError) {
        var decoder = RESPDecoder()
        decoder.append(ByteBuffer(string: bytes))
        #expect(throws: error) { try decoder.next() }
        // The stream has lost its meaning: nothing that follows is believed.
        decoder.append(ByteBuffer(string: "+OK\r\n"))
        #expect(throws: error) { try decoder.next() }
        #expect(!"\(error)".isEmpty)
    }

    @Test("a line over the limit is refused before its end came")
    func longLine() throws {
        var decoder = RESPDecoder(limits: RESPLimits(lineBytes: 10))
        decoder.append(ByteBuffer(string: "+0123456789"))
        #expect(try decoder.next() == nil)
        decoder.append(ByteBuffer(string: "\r\n"))
        #expect(try decoder.next() == .simpleString("0123456789"))
        decoder.append(ByteBuffer(string: "+0123456789a"))
        #expect(throws: RESPDecodingError.lineTooLong(limit: 10)) { try decoder.next() }
    }

    @Test("nesting over the limit is refused, nesting at the limit is read")
    func depth() throws {
        var decoder = RESPDecoder(limits: RESPLimits(depth: 3))
        decoder.append(ByteBuffer(string: "*1\r\n*1\r\n*1\r\n:1\r\n"))
        #expect(try decoder.next() == .array([.array([.array([.integer(1)])])]))
        decoder.append(ByteBuffer(string: "*1\r\n*1\r\n*1\r\n*1\r\n"))
        #expect(throws: RESPDecodingError.nestedTooDeeply(limit: 3)) { try decoder.next() }
    }

    @Test("a claimed length allocates nothing, however often it is claimed")
    func claimedLengths() throws {
        var decoder = RESPDecoder()
        for _ in 0..<128 { decoder.append(ByteBuffer(string: "*67108864\r\n")) }
        #expect(try decoder.next() == nil)
        decoder.append(ByteBuffer(string: "$536870912\r\nabc"))
        #expect(try decoder.next() == nil)
        #expect(decoder.buffer.storageCapacity < 10_000)
    }

    @Test("an aggregate of many elements in small pieces is read in time that grows with its size")
    func largeInPieces() throws {
        var bytes = ByteBuffer(string: "*200000\r\n")
        for _ in 0..<200_000 { bytes.writeString(":7\r\n") }
        var decoder = RESPDecoder()
        var value: RESPValue?
        while let piece = bytes.readSlice(length: min(200, bytes.readableBytes)), piece.readableBytes > 0 {
            decoder.append(piece)
            value = try decoder.next()
        }
        #expect(value?.array?.count == 200_000)
    }
}

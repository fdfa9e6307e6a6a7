import CZlib
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServiceKit
import Testing

@Suite("Bodies that come as gzip")
struct GzipRequestTests {
    /// Sends a body to a route that reads at most 1 MB and answers with how many bytes it read.
    private func send(
        _ body: [UInt8], coding: String = "gzip", options: HTTPOptions? = nil
    ) async throws -> TestResponse {
        var on = HTTPOptions.bare
        on.gzip = true
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options ?? on)
        routes.router.post("/read") { request, _ in
            #expect(request.headers[.contentEncoding] == nil || coding == "absent")
            let body = try await request.body.collect(upTo: 1 << 20)
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "\(body.readableBytes)")))
        }
        let application = Application(
            router: routes.router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.router) { client in
            try await client.execute(
                uri: "/read", method: .post, headers: coding.isEmpty ? [:] : [.contentEncoding: coding],
                body: ByteBuffer(bytes: body))
        }
    }

    private func text(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    @Test("are inflated, in whatever way the header is written", arguments: ["gzip", "GZIP", "x-gzip", " gzip "])
    func inflated(coding: String) async throws {
        let answer = try await send(gzip(Array("hello, hello, hello".utf8)), coding: coding)
        #expect(answer.status == .ok && text(answer) == "19")
    }

    @Test("may have several members, one after another, and none of them any bytes")
    func members() async throws {
        let answer = try await send(gzip(Array("one".utf8)) + gzip([]) + gzip(Array("three".utf8)))
        #expect(answer.status == .ok && text(answer) == "8")
    }

    @Test("are as they came where they are not coded", arguments: ["", "identity"])
    func identity(coding: String) async throws {
        let answer = try await send(Array("hello".utf8), coding: coding)
        #expect(answer.status == .ok && text(answer) == "5")
    }

    @Test("are refused with 400 where they are broken")
    func broken() async throws {
        let whole = gzip((0..<5000).map { _ in UInt8.random(in: 0...255) })
        var flipped = whole
        flipped[whole.count / 2] ^= 0xFF
        var wrongSum = whole
        wrongSum[whole.count - 6] ^= 0xFF
        let cases: [(name: String, bytes: [UInt8], message: String)] = [
            ("no gzip at all", Array("hello".utf8), "the body is not valid gzip"),
            ("a flipped byte", flipped, "the body is not valid gzip"),
            ("another checksum", wrongSum, "the body is not valid gzip"),
            ("garbage behind it", whole + Array("garbage".utf8), "the body is not valid gzip"),
            ("half of it", Array(whole.prefix(whole.count / 2)), "the body is gzip that ends too early"),
            ("without its checksum", Array(whole.dropLast(8)), "the body is gzip that ends too early"),
            ("nothing", [], "the body is gzip that ends too early"),
        ]
        for (name, bytes, message) in cases {
            let answer = try await send(bytes)
            #expect(answer.status == .badRequest, "\(name)")
            #expect(text(answer).contains(message), "\(name): \(text(answer))")
        }
    }

    @Test("are refused with 413 where they become larger than the limit, or absurdly large")
    func bombs() async throws {
        // A third of the limit as it comes, three times the limit as it becomes.
        let large = (0..<3 << 20).map { _ in UInt8.random(in: 0...3) }
        let compressed = gzip(large)
        #expect(compressed.count < 1 << 20)
        #expect(try await send(compressed).status == .contentTooLarge)
        // 50 MB of zeros in 50 KB.
        let bomb = try await send(gzip([UInt8](repeating: 0, count: 50 << 20)))
        #expect(bomb.status == .contentTooLarge)
        #expect(bomb.headers[.connection] == "close")
        // Within the limit, and worth 1000 times what was sent.
        #expect(try await send(gzip([UInt8](repeating: 0, count: 1 << 20))).status == .contentTooLarge)
    }

    @Test("are refused with 400 where they go on without ever becoming anything")
    func nothingness() async throws {
        // A header, and then stored blocks of no bytes (RFC 1951, 3.2.4).
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        let answer = try await send(header + (0..<50_000).flatMap { _ -> [UInt8] in [0, 0, 0, 0xFF, 0xFF] })
        #expect(answer.status == .badRequest)
    }

    @Test(
        "in other codings are refused with 415, which names them and those that are taken",
        arguments: ["br", "deflate", "gzip, gzip", "gzip;x", "\u{1}evil"])
    func unknown(coding: String) async throws {
        let answer = try await send(Array("hello".utf8), coding: coding)
        #expect(answer.status == .unsupportedMediaType)
        #expect(answer.headers[.acceptEncoding] == "gzip, identity")
        #expect(text(answer).contains(#"{"code":100016,"#) && !text(answer).contains("\u{1}"))
    }

    @Test("are refused with 415 where gzip is turned off")
    func off() async throws {
        let answer = try await send(gzip(Array("hello".utf8)), options: .bare)
        #expect(answer.status == .unsupportedMediaType)
    }
}

/// Bytes as gzip.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard
        deflateInit2_(
            &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100))
    let length = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
        }
    }
    return Array(output.prefix(length))
}

/// Gzip as bytes, at most 10 MB; empty where it is none.
func gunzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var (input, output) = (bytes, [UInt8](repeating: 0, count: 10 << 20))
    let length = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            return inflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
        }
    }
    return Array(output.prefix(length))
}

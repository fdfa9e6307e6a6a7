import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Testing

extension EndToEnd {
    @Suite("Bad input: bodies and requests")
    struct BodyTests {
        private static let mebibyte = 1 << 20

        @Test("a body that is no JSON object is refused on every endpoint")
        func bodies() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let paths = [
                    Path.create, Path.list, Path.detail, Path.prepare, Path.pay, Path.homestays, Path.homestay,
                    Path.businesses, Path.comments, Path.register, Path.login,
                ]
                try await installation.withoutWriting {
                    for path in paths {
                        for bad in Self.bodies(of: path) { try await bad.check(on: api, authorization: guest.token) }
                    }
                }
            }
        }

        private static func bodies(of path: String) -> [BadCase] {
            let texts = [
                ("none", "", "missing"), ("an empty object", "{}", "missing"), ("an array", "[1]", "object"),
                ("a number", "1", "object"), ("null", "null", "object"), ("a text", #""a""#, "object"),
                ("no JSON", "hello", "JSON"), ("half", #"{"page":"#, "JSON"),
                ("a comma too many", #"{"a":1,}"#, "JSON"),
                ("two", "{}{}", "missing"), ("a form", "page=1&pageSize=2", "JSON"), ("only white space", "  ", "JSON"),
                ("deep arrays", String(repeating: "[", count: 10_000), "object"),
                ("deep objects", String(repeating: #"{"a":"#, count: 10_000), "nests"),
                ("a deep field", #"{"a":"# + String(repeating: "[", count: 10_000), "nests"),
            ]
            let bytes: [(String, [UInt8], String)] = [
                ("no UTF-8", Array(#"{"a":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8), "UTF-8"),
                ("zeroes", [0, 0, 0, 0], "JSON"),
                ("UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], "JSON"),
            ]
            return texts.map { BadCase("\(path): \($0)", path, $1, says: $2) }
                + bytes.map { BadCase("\(path): \($0)", path, .bytes($1), says: $2) }
        }

        @Test("a body over 1 MiB is refused, whether its length is announced or not; one of 1 MiB is read")
        func tooLarge() async throws {
            try await Installation.with { installation in
                let api = try await installation.serve().api
                func padded(to size: Int) -> ByteBuffer {
                    let fields = #"{"page":1,"pageSize":1}"#
                    return ByteBuffer(string: fields + String(repeating: " ", count: size - fields.utf8.count))
                }
                func chunked(_ body: ByteBuffer) -> HTTPClientRequest.Body {
                    var (rest, chunks) = (body, [ByteBuffer]())
                    while let chunk = rest.readSlice(length: min(rest.readableBytes, 10_000)), chunk.readableBytes > 0 {
                        chunks.append(chunk)
                    }
                    return .stream(chunks.async, length: .unknown)
                }
                let (fitting, large) = (padded(to: Self.mebibyte), padded(to: Self.mebibyte + 1))
                for body in [HTTPClientRequest.Body.bytes(fitting), chunked(fitting)] {
                    #expect(try await api.post(Path.homestays, body).status == 200)
                }
                for (name, body) in [("announced", HTTPClientRequest.Body.bytes(large)), ("chunked", chunked(large))] {
                    try await BadCase(
                        name, Path.homestays, body, status: 413, code: 100_007, says: "large"
                    ).check(on: api, authorization: nil)
                }
                try await BadCase(
                    "callback", Path.callback, .bytes(padded(to: 100_000)), status: 413, code: nil, says: "large"
                ).check(on: api, authorization: nil)
            }
        }

        @Test("an endpoint that does not exist is refused with the envelope")
        func unknown() async throws {
            try await Installation.with { installation in
                let api = try await installation.serve().api
                for path in [
                    "/", "/nope", "/travel/v1", "/travel/v1/homestay/", Path.homestays + "/more",
                    "/travel/v1/homestay/homestaylist", "/%00", "/..%2f..%2fetc%2fpasswd", "/?page=1",
                    "/" + String(repeating: "a", count: 8000),
                ] {
                    try await BadCase(String(path.prefix(40)), path, "{}", status: 404, code: 100_008, says: "endpoint")
                        .check(on: api, authorization: nil)
                }
                try await BadCase(
                    "a path that is too long", "/" + String(repeating: "a", count: 10_000), "{}", status: 414,
                    code: 100_002, says: "too long"
                ).check(on: api, authorization: nil)
                for method in [HTTPMethod.GET, .PUT, .DELETE, .PATCH, .OPTIONS] {
                    let reply = try await api.send(method, Path.homestays)
                    #expect(reply.status == 404 && reply.code == 100_008, "\(method): \(reply)")
                }
            }
        }

        @Test("what is no HTTP is refused, and the server goes on", arguments: NoHTTP.all)
        fileprivate func noHTTP(request: NoHTTP) async throws {
            try await Installation.with(seeded: false) { installation in
                let server = try await installation.serve()
                let answer = try await RawConnection.with(to: server.url) { connection in
                    try await connection.send(request.text)
                    return try await connection.receive()
                }
                #expect(
                    answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 505"), "\(answer)")
                #expect(try await server.api.get("/health/ready").status == 200)
            }
        }
    }
}

/// Bytes that are no HTTP request.
private struct NoHTTP: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    private init(_ name: String, _ text: String) {
        testDescription = name
        self.text = text
    }

    private static func post(_ name: String, _ rest: String) -> NoHTTP {
        NoHTTP(name, "POST \(Path.homestays) HTTP/1.1\r\nHost: x\r\n\(rest)")
    }

    static let all = [
        NoHTTP("a greeting", "hello\r\n\r\n"),
        NoHTTP("a version to come", "GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n"),
        post("a negative length", "Content-Length: -1\r\n\r\n"),
        post("two lengths", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        post("a chunk without a length", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        post("a header of 200 kB", "X: \(String(repeating: "y", count: 200_000))\r\n\r\n"),
    ]
}

extension Array where Element: Sendable {
    /// The elements, one after the other.
    fileprivate var async: AsyncStream<Element> {
        AsyncStream { continuation in
            for element in self { continuation.yield(element) }
            continuation.finish()
        }
    }
}

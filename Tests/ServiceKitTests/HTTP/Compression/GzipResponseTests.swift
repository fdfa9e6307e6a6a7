import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServiceKit
import Testing

@Suite("Answers as gzip")
struct GzipResponseTests {
    private static let text = String(repeating: "A homestay by the sea. ", count: 500)

    private func get(
        _ accepted: String?, type: String = "application/json; charset=utf-8", body: String = text,
        pieces: Int? = nil, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var options = HTTPOptions.bare
        options.gzip = true
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        let handler: @Sendable (Request, APIContext) -> Response = { _, _ in
            var headers = headers
            headers[.contentType] = type
            guard let pieces else {
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: body)))
            }
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody { writer in
                    for _ in 0..<pieces { try await writer.write(ByteBuffer(string: body)) }
                    try await writer.finish(nil)
                })
        }
        routes.router.get("/", use: handler)
        routes.router.head("/", use: handler)
        let application = Application(
            router: routes.router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.router) { client in
            try await client.execute(uri: "/", method: method, headers: accepted.map { [.acceptEncoding: $0] } ?? [:])
        }
    }

    @Test(
        "are sent to whoever takes it",
        arguments: ["gzip", "GZIP;Q=0.5", "br, gzip;q=0.8", "*", "identity;q=0, *;q=0.1"])
    func taken(accepted: String) async throws {
        let answer = try await get(accepted)
        #expect(answer.headers[.contentEncoding] == "gzip" && answer.headers[.vary] == "Accept-Encoding")
        let bytes = Array(answer.body.readableBytesView)
        #expect(answer.headers[.contentLength] == "\(bytes.count)" && bytes.count < Self.text.utf8.count / 10)
        #expect(gunzip(bytes) == Array(Self.text.utf8))
    }

    @Test(
        "are not sent to whoever does not, or would rather have none",
        arguments: [
            nil, "", "br", "gzip;q=0", "gzip;q=nan", "gzip;q=2", "*;q=0", "gzip;q=0.2, identity;q=0.9", ";;,,q=1",
        ])
    func notTaken(accepted: String?) async throws {
        let answer = try await get(accepted)
        #expect(answer.headers[.contentEncoding] == nil && answer.headers[.vary] == "Accept-Encoding")
        #expect(String(buffer: answer.body) == Self.text)
    }

    @Test("are not made of what is short, deflated already, or events")
    func notWorthIt() async throws {
        #expect(try await get("gzip", body: "short").headers[.contentEncoding] == nil)
        #expect(try await get("gzip", type: "image/png").headers[.contentEncoding] == nil)
        #expect(try await get("gzip", type: "text/event-stream").headers[.contentEncoding] == nil)
        #expect(try await get("gzip", headers: [.contentEncoding: "br"]).headers[.contentEncoding] == "br")
        #expect(try await get("gzip", method: .head).headers[.contentEncoding] == nil)
    }

    @Test("are deflated on their way where their length is not known")
    func streamed() async throws {
        let answer = try await get("gzip", pieces: 20)
        #expect(answer.headers[.contentEncoding] == "gzip" && answer.headers[.contentLength] == nil)
        let whole = Array(String(repeating: Self.text, count: 20).utf8)
        #expect(gunzip(Array(answer.body.readableBytesView)) == whole)
    }
}

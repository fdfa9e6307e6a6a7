import HTTPTypes
import Hummingbird
import HummingbirdTesting
import InMemoryTracing
import Logging
import Metrics
import Resilience
import ServiceKit
import Synchronization
import Testing
import Tracing

@Suite("The order of what HTTP requests go through")
struct HTTPChainOrderTests {
    /// A limit that refuses everything, and says when it was asked.
    private final class Refusing: KeyedRateLimit {
        let keys = Mutex<[String]>([])

        func take(_ key: String) -> Duration? {
            keys.withLock { $0.append(key) }
            return .milliseconds(1500)
        }
    }

    private struct Kit {
        let tracer = InMemoryTracer()
        let lines = RecordedLines()
        var options = HTTPOptions()

        init() throws {
            options.tracer = tracer
            options.crossOrigin = try CrossOriginPolicy(origins: ["https://app.example.com"])
        }

        func answer(
            _ method: HTTPRequest.Method = .get, _ uri: String = "/a/7", headers: HTTPFields = [:],
            handler: @escaping @Sendable (Request, APIContext) async throws -> Response = { _, _ in
                Response(status: .ok)
            }
        ) async throws -> TestResponse {
            let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
            let routes = ServiceRoutes(tokens: tokens, options: options)
            routes.router.get("/a/:id", use: handler)
            return try await Application(router: routes.router, logger: lines.logger).test(.router) { client in
                try await client.execute(uri: uri, method: method, headers: headers)
            }
        }
    }

    private static let origin: HTTPFields = [.origin: "https://app.example.com"]
    private static let allowOrigin = HTTPField.Name("Access-Control-Allow-Origin")!

    @Test("a refusal for the maximum is traced, logged and readable by a page")
    func refused() async throws {
        var kit = try Kit()
        kit.options.maximumRequests = 0
        let refusing = Refusing()
        kit.options.rateLimit = HTTPRateLimit(refusing, by: .route)
        let answer = try await kit.answer(headers: Self.origin) { _, _ in
            Issue.record("the route was reached")
            return Response(status: .ok)
        }
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.headers[Self.allowOrigin] == "https://app.example.com")
        #expect(kit.tracer.finishedSpans.first?.status?.code == .error)
        #expect(kit.lines.lines.contains { $0.metadata["status"] == "503" && $0.level == .info })
        #expect(refusing.keys.withLock { $0.isEmpty }, "the maximum comes before the rate limit")
    }

    @Test("a caller over its rate is answered 429 with how long to wait, before its body is looked at")
    func rate() async throws {
        var kit = try Kit()
        kit.options.rateLimit = HTTPRateLimit(Refusing(), by: .route)
        let answer = try await kit.answer(headers: [.contentEncoding: "absurd"])
        #expect(answer.status == .tooManyRequests)
        #expect(answer.headers[.retryAfter] == "2")
        #expect(String(buffer: answer.body).hasPrefix(#"{"code":100012,"#))
    }

    @Test("a browser's question is answered before anything is refused")
    func preflight() async throws {
        var kit = try Kit()
        kit.options.maximumRequests = 0
        var headers = Self.origin
        headers[HTTPField.Name("Access-Control-Request-Method")!] = "GET"
        let answer = try await kit.answer(.options, headers: headers)
        #expect(answer.status == .noContent)
        #expect(answer.headers[Self.allowOrigin] == "https://app.example.com")
    }

    @Test("the span is the caller's child, has the route for its name, and is current in the handler")
    func span() async throws {
        let kit = try Kit()
        let inHandler = Mutex<Bool>(false)
        _ = try await kit.answer(headers: [.userAgent: "curl"]) { _, context in
            inHandler.withLock { $0 = ServiceContext.current?.inMemorySpanContext != nil }
            return Response(status: .notFound)
        }
        let span = try #require(kit.tracer.finishedSpans.first)
        #expect(span.operationName == "GET /a/:id" && span.kind == .server)
        #expect(span.attributes.get("http.route") == .string("/a/:id"))
        #expect(span.attributes.get("url.path") == .string("/a/7"))
        #expect(span.attributes.get("http.response.status_code") == .int64(404))
        #expect(span.status == nil, "bad input is no fault of ours")
        #expect(inHandler.withLock { $0 })
    }

    @Test("what a route throws is answered within the span, the log and the figures")
    func thrown() async throws {
        struct Odd: Error {}
        let kit = try Kit()
        let answer = try await kit.answer { _, _ in throw Odd() }
        #expect(answer.status == .internalServerError)
        #expect(kit.tracer.finishedSpans.first?.attributes.get("http.response.status_code") == .int64(500))
        #expect(kit.lines.lines.contains { $0.message == "request failed" && $0.metadata["request"] != nil })
    }

    @Test("without its parts nothing of them is done")
    func bare() async throws {
        var kit = try Kit()
        kit.options = .bare
        let answer = try await kit.answer(headers: Self.origin)
        #expect(answer.status == .ok && answer.headers[Self.allowOrigin] == nil)
        #expect(kit.lines.lines.isEmpty && kit.tracer.finishedSpans.isEmpty)
    }
}

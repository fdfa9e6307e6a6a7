import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceKit
import Testing

@Suite("Pages of other origins")
struct CrossOriginTests {
    private static let allowOrigin = HTTPField.Name("Access-Control-Allow-Origin")!
    private static let allowCredentials = HTTPField.Name("Access-Control-Allow-Credentials")!
    private static let allowHeaders = HTTPField.Name("Access-Control-Allow-Headers")!
    private static let requestMethod = HTTPField.Name("Access-Control-Request-Method")!
    private static let requestHeaders = HTTPField.Name("Access-Control-Request-Headers")!

    private func ask(
        _ policy: CrossOriginPolicy, _ method: HTTPRequest.Method, headers: HTTPFields
    ) async throws -> TestResponse {
        var options = HTTPOptions.bare
        options.crossOrigin = policy
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        routes.router.post("/") { _, _ in Response(status: .ok) }
        let application = Application(
            router: routes.router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.router) { client in
            try await client.execute(uri: "/", method: method, headers: headers)
        }
    }

    @Test(
        "that are none make no policy",
        arguments: [
            "", "app.example.com", "ftp://a.example", "https://", "https://a.example/", "https://a.example/path",
            "https://user@a.example", "https://a.example, https://b.example", "null", "*.example.com", "https://*.a",
            "https://a.example\r\nX: y", "https://ä.example",
        ])
    func malformed(origin: String) {
        #expect(throws: CrossOriginPolicy.Invalid.self) { try CrossOriginPolicy(origins: [origin]) }
    }

    @Test("all of them are never together with credentials, nor with others")
    func wildcard() throws {
        #expect(throws: CrossOriginPolicy.Invalid.self) {
            try CrossOriginPolicy(origins: ["*"], allowsCredentials: true)
        }
        #expect(throws: CrossOriginPolicy.Invalid.self) { try CrossOriginPolicy(origins: ["*", "https://a.example"]) }
        #expect(throws: CrossOriginPolicy.Invalid.self) { try CrossOriginPolicy(origins: []) }
    }

    @Test("that are allowed may read answers; a cache is told that others may not")
    func allowed() async throws {
        let policy = try CrossOriginPolicy(
            origins: ["https://A.example", "http://b.example:8080"], allowsCredentials: true)
        for origin in ["https://a.example", "http://b.example:8080"] {
            let answer = try await ask(policy, .post, headers: [.origin: origin])
            #expect(answer.headers[Self.allowOrigin] == origin && answer.headers[Self.allowCredentials] == "true")
            #expect(answer.headers[.vary] == "Origin")
        }
    }

    @Test(
        "that are not allowed are told nothing",
        arguments: [
            "https://evil.example", "https://a.example.evil.example", "http://a.example", "https://a.example:8443",
            "null", "*", "https://a.example/", "", String(repeating: "x", count: 10_000),
        ])
    func hostile(origin: String) async throws {
        let policy = try CrossOriginPolicy(origins: ["https://a.example"], allowsCredentials: true)
        for method in [HTTPRequest.Method.post, .options] {
            let answer = try await ask(policy, method, headers: [.origin: origin, Self.requestMethod: "POST"])
            #expect(answer.headers[Self.allowOrigin] == nil && answer.headers[Self.allowCredentials] == nil)
            #expect(answer.headers[.vary] == "Origin")
        }
    }

    @Test("ask before they send, and are told which fields they may send")
    func preflight() async throws {
        let policy = try CrossOriginPolicy(origins: ["*"])
        var headers: HTTPFields = [.origin: "https://any.example", Self.requestMethod: "POST"]
        headers[Self.requestHeaders] = "authorization, content-type"
        let answer = try await ask(policy, .options, headers: headers)
        #expect(answer.status == .noContent && answer.body.readableBytes == 0)
        #expect(answer.headers[Self.allowOrigin] == "*" && answer.headers[Self.allowCredentials] == nil)
        #expect(answer.headers[Self.allowHeaders] == "authorization, content-type")
        headers[Self.requestHeaders] = "bad field\"name"
        let bad = try await ask(policy, .options, headers: headers)
        #expect(bad.headers[Self.allowHeaders] == nil)
    }
}

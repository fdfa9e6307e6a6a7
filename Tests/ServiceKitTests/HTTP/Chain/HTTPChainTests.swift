import APIHummingbird
import APIRuntime
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServiceKit
import Synchronization
import Telemetry
import Testing
import TestSupport

@Suite("What HTTP requests go through")
struct HTTPChainTests {
    private struct Odd: Error {}

    private func send(
        _ options: HTTPOptions, _ method: HTTPRequest.Method = .get, _ uri: String = "/hello",
        headers: HTTPFields = [:], body: String = "", logger: Logger? = nil, times: Int = 1,
        handler: @escaping @Sendable (Request, APIContext) async throws -> Response = { _, _ in Response(status: .ok) }
    ) async throws -> [TestResponse] {
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        routes.router.get("/hello", use: handler)
        routes.router.post("/hello", use: handler)
        routes.health(Readiness())
        let application = Application(
            router: routes.router, logger: logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.router) { client in
            var answers: [TestResponse] = []
            for _ in 0..<times {
                answers.append(
                    try await client.execute(uri: uri, method: method, headers: headers, body: ByteBuffer(string: body))
                )
            }
            return answers
        }
    }

    private static let requestID = HTTPField.Name("X-Request-Id")!

    @Test(
        "takes over a sane request id, and the answer carries it",
        arguments: ["a", "0123-abc_DEF.9", String(repeating: "x", count: 128)])
    func saneID(_ id: String) async throws {
        let answer = try await send(.bare, headers: [Self.requestID: id])[0]
        #expect(answer.headers[Self.requestID] == id)
    }

    @Test(
        "makes a request id of its own instead of an absurd one",
        arguments: [
            "", " ", "a b", "a\"b", "{\"code\":1}", "<script>", "ü", String(repeating: "x", count: 129), "a/../b",
            "$(id)",
        ])
    func absurdID(_ id: String) async throws {
        let answers = try await send(.bare, headers: [Self.requestID: id], times: 2)
        let made = answers.compactMap { $0.headers[Self.requestID] }
        #expect(made.count == 2 && made[0] != made[1])
        for made in made {
            #expect(made.utf8.count == 16 && made.allSatisfy(\.isHexDigit))
        }
    }

    @Test("makes another request id where two came")
    func twoIDs() async throws {
        var headers: HTTPFields = [:]
        headers.append(HTTPField(name: Self.requestID, value: "one"))
        headers.append(HTTPField(name: Self.requestID, value: "two"))
        let made = try await send(.bare, headers: headers)[0].headers[Self.requestID]
        #expect(made?.utf8.count == 16)
    }

    @Test("names the request in its log lines, which say nothing of its query, fields and body")
    func accessLog() async throws {
        let log = RecordedLines()
        var options = HTTPOptions.bare
        options.accessLog = .all
        _ = try await send(
            options, .post, "/hello?password=hunter2",
            headers: [.authorization: "Bearer hunter2", Self.requestID: "r-1"],
            body: "hunter2", logger: log.logger)
        let line = try #require(log.lines.first { $0.message == "request" })
        #expect(line.level == .info)
        #expect(line.metadata["request"] == "r-1")
        #expect(line.metadata["method"] == "POST" && line.metadata["path"] == "/hello")
        #expect(line.metadata["status"] == "200")
        #expect(line.metadata["duration"] != nil)
        #expect(!log.lines.contains { "\($0)".contains("hunter2") })
    }

    @Test("logs failures as errors and slow requests as slow, and nothing else where that is wanted")
    func failuresOnly() async throws {
        let log = RecordedLines()
        var options = HTTPOptions.bare
        options.accessLog = .failures
        _ = try await send(options, logger: log.logger)
        #expect(log.lines.isEmpty)
        _ = try await send(options, logger: log.logger) { _, _ in throw Odd() }
        #expect(log.lines.contains { $0.message == "request" && $0.level == .error && $0.metadata["status"] == "500" })
        options.slowCalls = SlowCallLog(threshold: .milliseconds(1))
        let slow = RecordedLines()
        _ = try await send(options, logger: slow.logger) { _, _ in
            try await Task.sleep(for: .milliseconds(2))
            return Response(status: .ok)
        }
        #expect(
            slow.lines.contains {
                $0.message == "slow: HTTP" && $0.level == .warning && $0.metadata["path"] == "/hello"
            })
    }

    @Test("counts by the route's pattern, and all that leads nowhere as one")
    func metrics() async throws {
        let metrics = RecordedMetrics()
        var options = HTTPOptions.bare
        options.metrics = true
        options.metricsFactory = metrics
        _ = try await send(options, times: 3)
        _ = try await send(options, .get, "/nowhere/\(Int.random(in: 0...999))")
        _ = try await send(options, HTTPRequest.Method("WHATEVER")!, "/nowhere/else")
        let counted = "http_server_requests_code_total"
        #expect(metrics.values("\(counted){path=/hello,method=GET,code=200}") == [1, 2, 3])
        #expect(metrics.values("\(counted){path=unknown,method=GET,code=404}") == [1])
        #expect(metrics.values("\(counted){path=unknown,method=OTHER,code=404}") == [1])
        #expect(metrics.values("http_server_requests_duration_ms{path=/hello,method=GET,code=200}").count == 3)
        #expect(metrics.values("http_server_requests_in_flight{}").last == 0)
        #expect(!metrics.names.contains { $0.contains("nowhere") || $0.contains("WHATEVER") })
    }

    @Test("refuses requests beyond the maximum with 503, and lets others in when one has ended")
    func maximum() async throws {
        let metrics = RecordedMetrics()
        var options = HTTPOptions.bare
        options.metrics = true
        options.metricsFactory = metrics
        options.maximumRequests = 0
        let answer = try await send(options)[0]
        #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "1")
        #expect(String(buffer: answer.body).hasPrefix(#"{"code":100009,"#))
        #expect(metrics.values("http_server_requests_refused_total{reason=maximum}") == [1])
        options.maximumRequests = 1
        #expect(try await send(options, times: 3).allSatisfy { $0.status == .ok })
    }

    @Test("opens the breaker of a route that fails, and answers 503 in its stead")
    func breaker() async throws {
        var options = HTTPOptions.bare
        options.breaker = true
        let reached = Atomic<Int>(0)
        let answers = try await send(options, times: 200) { _, _ in
            reached.wrappingAdd(1, ordering: .relaxed)
            throw Odd()
        }
        #expect(answers.filter { $0.status == .internalServerError }.count == reached.load(ordering: .relaxed))
        #expect(reached.load(ordering: .relaxed) < 100, "most calls are spared")
        #expect(answers.contains { $0.status == .serviceUnavailable && $0.headers[.retryAfter] == "1" })
    }

    @Test("bad input and what a limit refuses open no breaker")
    func noBreaker() async throws {
        var options = HTTPOptions.bare
        options.breaker = true
        let answers = try await send(options, times: 200) { _, _ in throw ServiceError(.parameter, "bad") }
        #expect(answers.allSatisfy { $0.status == .badRequest })
    }

    @Test("sheds while the process is overloaded, and never a question for its health")
    func shedding() async throws {
        var options = HTTPOptions.bare
        options.load = { 1 }
        // A process that is busy, and has more to do than it manages in a tenth of a second.
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        routes.health(Readiness())
        routes.router.get("/work") { _, _ in
            try await Task.sleep(for: .milliseconds(20))
            return Response(status: .ok)
        }
        try await Application(router: routes.router).test(.router) { client in
            let answered = Collector<HTTPResponse.Status>()
            let refused = Collector<HTTPResponse.Status>()
            try await withThrowingTaskGroup { group in
                for _ in 0..<4000 {
                    group.addTask {
                        for _ in 0..<50 where refused.values.isEmpty {
                            let status = try await client.execute(uri: "/work", method: .get).status
                            (status == .ok ? answered : refused).append(status)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(!answered.values.isEmpty)
            #expect(Set(refused.values) == [.serviceUnavailable])
            let health = try await client.execute(uri: "/health/live", method: .get)
            #expect(health.status == .ok)
        }
    }

    @Test("answers whatever is thrown in the envelope, and leaves it to Hummingbird where that is wanted")
    func recovery() async throws {
        let answer = try await send(.bare) { _, _ in throw Odd() }[0]
        #expect(answer.status == .internalServerError)
        #expect(String(buffer: answer.body) == #"{"code":100001,"msg":"internal error"}"#)
        var options = HTTPOptions.bare
        options.recovery = false
        let bare = try await send(options) { _, _ in throw Odd() }[0]
        #expect(bare.status == .internalServerError && bare.body.readableBytes == 0)
    }

    @Test("a time-out is answered with 504 in the envelope, the file's before the default")
    func timeout() async throws {
        var options = HTTPOptions.bare
        options.timeout = .milliseconds(20)
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        let slow: @Sendable (APIRequest) async throws -> APIAnswer = { _ in
            try await Task.sleep(for: .milliseconds(100))
            return .empty
        }
        try routes.api.add(APIRoute(.get, "/default", handler: "d"), slow)
        try routes.api.add(APIRoute(.get, "/patient", handler: "p", timeout: .seconds(60)), slow)
        try await Application(router: routes.router).test(.router) { client in
            let answer = try await client.execute(uri: "/default", method: .get)
            #expect(answer.status == .gatewayTimeout)
            #expect(String(buffer: answer.body).hasPrefix(#"{"code":100010,"#))
            let patient = try await client.execute(uri: "/patient", method: .get)
            #expect(patient.status == .ok)
        }
    }

    @Test("the file's limit of the body comes before the default")
    func bodyLimit() async throws {
        var options = HTTPOptions.bare
        options.maximumBody = 8
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(60))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        try routes.api.add(APIRoute(.post, "/default", handler: "d")) { _ in .empty }
        try routes.api.add(APIRoute(.post, "/large", handler: "l", maximumBody: 16)) { _ in .empty }
        try await Application(router: routes.router).test(.router) { client in
            for (uri, length, status) in [
                ("/default", 8, HTTPResponse.Status.ok), ("/default", 9, .contentTooLarge), ("/large", 16, .ok),
                ("/large", 17, .contentTooLarge),
            ] {
                let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: length)
                let answer = try await client.execute(uri: uri, method: .post, body: body)
                #expect(answer.status == status, "\(uri) \(length)")
            }
        }
    }
}

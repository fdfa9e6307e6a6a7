import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit
import Testing
import TestSupport

@Suite("A server of HTTP", .timeLimit(.minutes(2)))
struct HTTPServerBadInputTests {
    private static func routes(_ routes: ServiceRoutes) {
        routes.router.get("/hello") { _, _ in "hello" }
        routes.router.post("/echo") { request, _ in
            Response(status: .ok, body: .init(byteBuffer: try await request.body.collect(upTo: 100)))
        }
    }

    private func answer(
        _ bytes: String, server: HTTPServerOptions = .init()
    ) async throws -> String {
        let text = Collector<String>()
        try await withHTTPServer(server: server, routes: Self.routes) { served in
            text.append(
                try await RawConnection.with(served.port) { connection in
                    try await connection.send(bytes)
                    return try await connection.rest()
                })
        }
        return text.values.first ?? ""
    }

    @Test(
        "answers what is no HTTP with 400 in the envelope, and closes",
        arguments: [
            "\u{1}\u{2}\u{3}garbage\r\n\r\n", "GET /hello HTTP/9.9.9\r\n\r\n", "GET  \r\n\r\n",
            "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ])
    func garbage(_ bytes: String) async throws {
        let answer = try await answer(bytes)
        #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
        #expect(answer.lowercased().contains("connection: close"))
        #expect(answer.hasSuffix(#"{"code":100002,"msg":"the request is not valid HTTP"}"#), "\(answer)")
    }

    @Test("answers the request before garbage, and then closes")
    func pipelinedGarbage() async throws {
        let answer = try await answer("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n\u{0}\u{1}\u{2} what\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
        #expect(answer.components("HTTP/1.1 ") <= 2, "\(answer)")
    }

    @Test("answers pipelined requests in their order")
    func pipelined() async throws {
        let answer = try await answer(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\noneGET /hello HTTP/1.1\r\nHost: a\r\n"
                + "Connection: close\r\n\r\n")
        #expect(answer.components("HTTP/1.1 200 ") == 2)
        let (one, hello) = (answer.firstRange(of: "one"), answer.firstRange(of: "hello"))
        #expect(one != nil && hello != nil && one!.lowerBound < hello!.lowerBound)
    }

    @Test("answers a head that is too large with 431, and a path that is too long with 414")
    func tooLarge() async throws {
        let fields = (0..<40).map { "X-Field-\($0): \(String(repeating: "x", count: 1000))\r\n" }.joined()
        let head = try await answer("GET /hello HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        #expect(head.hasPrefix("HTTP/1.1 431 "), "\(head.prefix(200))")
        let path = try await answer("GET /\(String(repeating: "p", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(path.hasPrefix("HTTP/1.1 414 "), "\(path.prefix(200))")
    }

    @Test("answers a head that does not come to its end with 408")
    func slowHead() async throws {
        var server = HTTPServerOptions()
        // Time enough to begin it, or the connection is closed as one on which nothing is asked.
        server.headTimeout = .seconds(2)
        let answer = try await answer("GET /hello HTTP/1.1\r\nHost: a\r\nX-Slow: ", server: server)
        #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
        #expect(answer.contains(#"{"code":100015,"#))
    }

    @Test("answers a head that comes drop by drop with 408, however many drops come")
    func drops() async throws {
        var server = HTTPServerOptions()
        server.headTimeout = .seconds(2)
        try await withHTTPServer(server: server, routes: Self.routes) { served in
            let answer = try await RawConnection.with(served.port) { connection in
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n")
                for _ in 0..<200 {
                    // Sending to whom has closed is what a slow peer comes to.
                    do { try await connection.send("X-A: b\r\n") } catch { break }
                    try await Task.sleep(for: .milliseconds(25))
                }
                return try await connection.rest()
            }
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
        }
    }

    @Test("answers a body that does not come to its end with 408, in the envelope and with its name")
    func slowBody() async throws {
        var server = HTTPServerOptions()
        server.bodyTimeout = .milliseconds(100)
        let answer = try await answer(
            "POST /echo HTTP/1.1\r\nHost: a\r\nX-Request-Id: slow-1\r\nContent-Length: 50\r\n\r\nabc", server: server)
        #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
        #expect(answer.contains(#"{"code":100015,"msg":"the request took too long to arrive"}"#), "\(answer)")
        #expect(answer.contains("slow-1"))
        #expect(answer.lowercased().contains("connection: close"))
    }

    @Test("closes a connection on which nothing is asked, and says nothing")
    func idle() async throws {
        var server = HTTPServerOptions()
        server.headTimeout = .milliseconds(50)
        #expect(try await answer("", server: server) == "")
        server.headTimeout = .seconds(60)
        server.idleTimeout = .milliseconds(50)
        let answer = try await answer("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n", server: server)
        #expect(answer.hasSuffix("hello") && !answer.lowercased().contains("connection: close"), "\(answer)")
    }

    @Test("answers a chunked body that is longer than the limit with 413, and does not wait for its end")
    func chunked() async throws {
        let chunk = "32\r\n\(String(repeating: "x", count: 50))\r\n"
        let answer = try await answer(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)\(chunk)")
        #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
        #expect(answer.lowercased().contains("connection: close"))
    }

    @Test("answers a chunked body that breaks off in garbage with 400")
    func brokenChunk() async throws {
        let answer = try await answer(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
    }

    @Test("closes as the client asked")
    func close() async throws {
        let answer = try await answer("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(answer.hasSuffix("hello"))
    }

    @Test("answers connections beyond the maximum with 503, counts them, and takes others when one has gone")
    func maximum() async throws {
        var server = HTTPServerOptions()
        server.maximumConnections = 1
        let metrics = RecordedMetrics()
        try await withHTTPServer(server: server, metrics: metrics, routes: Self.routes) { served in
            try await RawConnection.with(served.port) { connection in
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await connection.answer()?.hasPrefix("HTTP/1.1 200 ") == true)
                let refused = try await RawConnection.with(served.port) { try await $0.rest() }
                #expect(refused.hasPrefix("HTTP/1.1 503 "), "\(refused)")
            }
            #expect(metrics.values("http_server_connections_refused_total{}") == [1])
            try await eventually("a place is free") {
                try await RawConnection.with(served.port) { connection in
                    try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    return try await connection.rest().hasPrefix("HTTP/1.1 200 ")
                }
            }
        }
    }
}

extension String {
    /// How often a text is in it.
    func components(_ text: String) -> Int { ranges(of: text).count }
}

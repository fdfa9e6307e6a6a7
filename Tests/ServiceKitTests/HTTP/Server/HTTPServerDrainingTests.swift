import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit
import Testing
import TestSupport

@Suite("A server of HTTP that stops", .timeLimit(.minutes(2)))
struct HTTPServerDrainingTests {
    private static let request = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func routes(_ routes: ServiceRoutes) {
        routes.router.get("/hello") { _, _ in
            try await Task.sleep(for: .milliseconds(2))
            return "hello"
        }
    }

    @Test("answers each request of clients that keep 64 connections busy, and tells them to go")
    func underLoad() async throws {
        let answered = Tally()
        let broken = Collector<String>()
        try await withHTTPServer(routes: Self.routes) { served in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await RawConnection.with(served.port) { connection in
                            while true {
                                try await connection.send(Self.request)
                                guard let answer = try await connection.answer() else {
                                    return broken.append("no answer")
                                }
                                guard answer.hasPrefix("HTTP/1.1 200 "), answer.hasSuffix("hello") else {
                                    return broken.append(answer)
                                }
                                answered.add()
                                // Whoever is told so must not ask again here; whoever is not may.
                                if answer.lowercased().contains("connection: close") { return }
                            }
                        }
                    }
                }
                try await eventually("the load is on") { answered.count > 1000 }
                served.stop()
                try await group.waitForAll()
            }
        }
        #expect(broken.values == [])
        #expect(answered.count > 1000)
    }

    @Test("answers a request that comes on a quiet connection after the shutdown began")
    func late() async throws {
        try await withHTTPServer(routes: Self.routes) { served in
            try await RawConnection.with(served.port) { connection in
                try await connection.send(Self.request)
                #expect(try await connection.answer()?.lowercased().contains("connection: close") == false)
                served.stop()
                try await takesNoMore(served.port)
                try await connection.send(Self.request)
                let last = try await connection.answer()
                #expect(last?.hasPrefix("HTTP/1.1 200 ") == true)
                #expect(last?.lowercased().contains("connection: close") == true)
                #expect(try await connection.answer() == nil)
            }
        }
    }

    @Test("closes quiet connections, and ends")
    func quiet() async throws {
        var server = HTTPServerOptions()
        server.farewell = .milliseconds(20)
        try await withHTTPServer(server: server, routes: Self.routes) { served in
            try await RawConnection.with(served.port) { connection in
                try await connection.send(Self.request)
                _ = try await connection.answer()
                served.stop()
                #expect(try await connection.answer() == nil)
            }
        }
    }

    @Test("waits for a request under way, and for a body that is on its way")
    func underWay() async throws {
        let (begun, go) = (Collector<Bool>(), Collector<Bool>())
        try await withHTTPServer { routes in
            routes.router.post("/slow") { request, _ in
                begun.append(true)
                await go.wait(for: 1)
                return Response(
                    status: .ok, body: .init(byteBuffer: try await request.body.collect(upTo: 100)))
            }
        } _: { served in
            try await RawConnection.with(served.port) { connection in
                try await connection.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
                await begun.wait(for: 1)
                served.stop()
                try await takesNoMore(served.port)
                go.append(true)
                try await connection.send("def")
                let answer = try await connection.answer()
                #expect(answer?.hasSuffix("abcdef") == true, "\(answer ?? "")")
                #expect(answer?.lowercased().contains("connection: close") == true)
            }
        }
    }

    /// Waits until the server takes no more connections, and its connections know.
    private func takesNoMore(_ port: Int) async throws {
        try await eventually("no more connections are taken") {
            do {
                try await RawConnection.with(port) { _ in }
                return false
            } catch { return true }
        }
    }
}

import Foundation
import Synchronization
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Stopping")
    struct ShutdownTests {
        @Test("after SIGTERM the requests under way are answered, new ones are not taken, and the status is 0")
        func drains() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let server = try await installation.serve()
                let url = try server.url
                let stage = Stage()
                try await withThrowingTaskGroup(of: String.self) { group in
                    for day in 0..<20 {
                        group.addTask {
                            try await RawConnection.with(to: url) { connection in
                                // Both in one packet: once the first is answered, the server has seen the second begin.
                                let body = Wish(arrival: 7 + Int64(day)).json
                                try await connection.send(
                                    "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
                                        + "POST \(Path.create) HTTP/1.1\r\nHost: x\r\nAuthorization: \(guest.token)\r\n"
                                        + "Content-Length: \(body.utf8.count)\r\n\r\n")
                                _ = try await connection.receive(until: #"{"status":"ok"}"#)
                                stage.begun.withLock { $0 += 1 }
                                try await eventually("the server is stopping") { stage.isStopping.withLock { $0 } }
                                try await connection.send(body)
                                return try await connection.receive()
                            }
                        }
                    }
                    try await eventually("all requests have begun") { stage.begun.withLock { $0 } == 20 }
                    server.process.send(SIGTERM)
                    try await eventually("no more requests are taken") { await !Self.isListening(installation, url) }
                    #expect(server.process.exit == nil)
                    stage.isStopping.withLock { $0 = true }
                    for try await answer in group {
                        #expect(answer.hasPrefix("HTTP/1.1 200 OK") && answer.contains("orderSn"), "\(answer)")
                    }
                }
                #expect(try await server.process.waitForExit() == .status(0))
                let orders = try await installation.withDatabase("orders") { try await $0.count("homestay_order") }
                #expect(orders == 20)
            }
        }

        /// How far the requests and the process have come.
        private final class Stage: Sendable {
            let begun = Mutex(0)
            let isStopping = Mutex(false)
        }

        @Test("a client that never ends its request does not keep the process from stopping")
        func deadline() async throws {
            try await Installation.with(["SHUTDOWN_TIMEOUT": "1s"]) { installation in
                let server = try await installation.serve()
                try await RawConnection.with(to: server.url) { connection in
                    try await connection.send(
                        "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
                            + "POST \(Path.homestays) HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
                    _ = try await connection.receive(until: #"{"status":"ok"}"#)
                    server.process.send(SIGTERM)
                    let exit = try await server.process.waitForExit(within: .seconds(15))
                    guard case .status = exit else {
                        Issue.record("ended by \(exit)")
                        return
                    }
                }
            }
        }

        @Test("an idle process stops at once", arguments: [SIGTERM, SIGINT])
        func idle(signal: Int32) async throws {
            try await Installation.with { installation in
                let server = try await installation.serve()
                server.process.send(signal)
                #expect(try await server.process.waitForExit(within: .seconds(10)) == .status(0))
            }
        }

        @Test("a second signal ends the process at once, whatever is under way", arguments: [SIGTERM, SIGINT])
        func secondSignal(signal: Int32) async throws {
            try await Installation.with(["SHUTDOWN_TIMEOUT": "10m"]) { installation in
                let server = try await installation.serve()
                try await RawConnection.with(to: server.url) { connection in
                    try await connection.send(
                        "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
                            + "POST \(Path.homestays) HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
                    _ = try await connection.receive(until: #"{"status":"ok"}"#)
                    let url = try server.url
                    server.process.send(signal)
                    try await eventually("no more requests are taken") { await !Self.isListening(installation, url) }
                    #expect(server.process.exit == nil)
                    server.process.send(signal)
                    let exit = try await server.process.waitForExit(within: .seconds(10))
                    #expect(exit == .status(128 + signal))
                }
            }
        }

        @Test("a process that stops says that it is not ready, and goes on until that was noticed")
        func delay() async throws {
            try await Installation.with(["SHUTDOWN_DELAY": "2m"]) { installation in
                let server = try await installation.serve()
                let api = try server.api
                server.process.send(SIGTERM)
                try await eventually("it is not ready") { try await api.get("/health/ready").status == 503 }
                #expect(try await api.get("/health/live").status == 200)
                #expect(try await api.post(Path.homestays, #"{"page":1,"pageSize":1}"#).status == 200)
                server.process.send(SIGTERM)
                #expect(try await server.process.waitForExit(within: .seconds(10)) == .status(128 + SIGTERM))
            }
        }

        private static func isListening(_ installation: Installation, _ url: String) async -> Bool {
            do {
                _ = try await API(url: url, http: installation.http).get(
                    "/health/live", headers: [("Connection", "close")])
                return true
            } catch {
                return false
            }
        }
    }
}

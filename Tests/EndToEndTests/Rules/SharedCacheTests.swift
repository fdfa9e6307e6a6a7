import TestSupport
import Testing

extension EndToEnd {
    @Suite("Copies of homestays on Redis")
    struct SharedCacheTests {
        @Test("are used, and orders are placed without the server as well")
        func outage() async throws {
            try await withRedis { redis in
                let settings = ["CACHE_BACKEND": "redis", "CACHE_REDIS_URL": "redis://127.0.0.1:\(redis.port)"]
                try await Installation.with(settings) { installation in
                    let server = try await installation.serve()
                    let api = try server.api
                    let guest = try await installation.guest()
                    var day: Int64 = 0
                    try await eventually("a copy is used") {
                        day += 2
                        _ = try await api.place(Wish(arrival: day), as: guest)
                        return try await count("cache_hits_total", of: server) >= 1
                    }
                    #expect(try await count("cache_loads_total", of: server) >= 1)

                    try await redis.kill()
                    for _ in 0..<3 {
                        day += 2
                        _ = try await api.place(Wish(arrival: day), as: guest)
                    }
                    #expect(try await count("cache_errors_total", of: server) >= 1)
                    try await server.stop()
                }
            }
        }

        private func count(_ name: String, of server: Server) async throws -> Int {
            let start = #"\#(name){cache="order.homestays"} "#
            let line = try await server.metrics().split(separator: "\n").first { $0.hasPrefix(start) }
            return line.flatMap { Int($0.dropFirst(start.count)) } ?? 0
        }
    }
}

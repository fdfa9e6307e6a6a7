import CoreMetrics
import InMemoryTracing
import Logging
import Redis
import ServiceContextModule
import Telemetry
import TestSupport
import Testing
import Tracing

@Suite("What a client measures", .timeLimit(.minutes(10)))
struct RedisTelemetryTests {
    private let metrics = RecordedMetrics()
    private let tracer = InMemoryTracer()
    private let script = RedisScript(name: "sum", source: "return ARGV[1] + ARGV[2]")

    private func withMeasured(
        slowCalls: SlowCallLog? = nil, logger: Logger = quietLogger,
        _ body: (RedisServer, RedisClient) async throws -> Void
    ) async throws {
        try await withRedis { server in
            var configuration = RedisConfiguration(host: "127.0.0.1", port: server.port)
            // Longer than a busy machine takes for a command; a paused server is waited for as long.
            configuration.commandTimeout = .seconds(3)
            let client = RedisClient(
                configuration: configuration,
                telemetry: RedisTelemetryOptions(metrics: metrics, slowCalls: slowCalls), logger: logger)
            do {
                try await withTracer(tracer) { try await body(server, client) }
            } catch {
                await client.shutdown()
                throw error
            }
            await client.shutdown()
        }
    }

    private func count(_ command: String) -> Int {
        metrics.values("redis_client_requests_duration_ms{command=\(command)}").count
    }

    private func errors(_ command: String, _ error: String) -> Double? {
        metrics.values("redis_client_requests_error_total{command=\(command),error=\(error)}").last
    }

    @Test("are errors, by the server's prefix or the kind of failure")
    func failures() async throws {
        try await withMeasured { server, client in
            _ = try await client.send(RedisCommand("SET", "k", "text"))
            _ = await redisError { try await client.send(RedisCommand("LPUSH", "k", "v")) }
            #expect(errors("lpush", "WRONGTYPE") == 1)
            _ = try await client.pipeline([RedisCommand("GET", "k"), RedisCommand("LPUSH", "k", "v")])
            #expect(errors("Pipeline", "WRONGTYPE") == 1)
            _ = await redisError {
                try await client.evaluate(script, keys: [], arguments: ["not", "numbers"])
            }
            #expect(metrics.names.contains { $0.hasPrefix("redis_client_requests_error_total{command=evalsha") })
            server.pause()
            _ = await redisError { try await client.send(RedisCommand("GET", "k")) }
            server.resume()
            #expect(errors("get", "timeout") == 1)
        }
    }

    @Test("are the commands, under one name however they are written")
    func commands() async throws {
        try await withMeasured { _, client in
            _ = try await client.send(RedisCommand("SET", "k", "v"))
            _ = try await client.send(RedisCommand("set", "k", "v"))
            _ = try await client.evaluate(script, keys: [], arguments: [1, 2])
            _ = try await client.pipeline([RedisCommand("GET", "k"), RedisCommand("GET", "k")])
            #expect(count("set") == 2 && count("evalsha") == 1 && count("Pipeline") == 1)
            #expect(metrics.names.allSatisfy { !$0.contains("error") })
        }
    }

    @Test("are not the commands that block on a connection of their own")
    func dedicated() async throws {
        try await withMeasured { _, client in
            _ = try await client.withDedicatedConnection(for: "k") { connection in
                try await connection.send(RedisCommand("BLPOP", "k", "0.01"))
            }
            #expect(metrics.names.isEmpty)
        }
    }

    @Test("is a log line of a command that took long, with its name and no key or value")
    func slow() async throws {
        let messages = Collector<String>()
        func send(_ threshold: Duration) async throws {
            let slowCalls = SlowCallLog(threshold: threshold)
            try await withMeasured(slowCalls: slowCalls, logger: collectingLogger(messages)) { _, client in
                _ = try await client.send(RedisCommand("set", "a key", "a secret"))
                _ = try await client.evaluate(script, keys: [], arguments: [1, 2])
                _ = try await client.pipeline([RedisCommand("GET", "k")])
                let error = await redisError { try await client.send(RedisCommand("LPUSH", "a key", "v")) }
                #expect(error?.code == .serverError("WRONGTYPE"))
            }
        }
        try await send(.seconds(3600))
        #expect(messages.values.isEmpty)
        try await send(.zero)
        #expect(
            messages.values == [
                "slow: Redis SET", "slow: Redis EVALSHA sum", "slow: Redis PIPELINE", "slow: Redis LPUSH",
            ])
    }

    @Test("are spans of what belongs to a trace, without keys and values")
    func spans() async throws {
        try await withMeasured { _, client in
            _ = try await client.send(RedisCommand("GET", "untraced"))
            try await withSpan("request") { _ in
                _ = try await client.send(RedisCommand("set", "a key", "a secret"))
                _ = try await client.evaluate(script, keys: [], arguments: [1, 2])
                _ = try await client.pipeline([RedisCommand("GET", "k"), RedisCommand("GET", "k")])
                _ = await redisError { try await client.send(RedisCommand("LPUSH", "a key", "v")) }
            }
            let spans = tracer.finishedSpans
            #expect(spans.map(\.operationName) == ["SET", "EVALSHA sum", "PIPELINE", "LPUSH", "request"])
            #expect(spans.dropLast().allSatisfy { $0.parentSpanID == spans.last?.spanID && $0.kind == .client })
            #expect(spans[0].attributes["db.system.name"]?.toSpanAttribute() == .string("redis"))
            #expect(spans[0].attributes["db.operation.name"]?.toSpanAttribute() == .string("SET"))
            #expect(spans[3].status?.code == .error)
            #expect(spans[3].attributes["error.type"]?.toSpanAttribute() == .string("WRONGTYPE"))
            #expect(!"\(spans.map(\.attributes))".contains("a secret"))
        }
    }
}

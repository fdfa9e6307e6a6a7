import Logging
import PrometheusMetrics
import Redis

/// What measuring costs a Redis client.
enum RedisCosts {
    static func all(url: String, repetitions: Int) async throws -> [WorkCost] {
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let configuration = try RedisConfiguration(url: url)
        let factory = PrometheusMetricsFactory(registry: PrometheusRegistry(configuration: .service, logger: logger))
        let plain = RedisClient(configuration: configuration, telemetry: .none, logger: logger)
        let measured = RedisClient(
            configuration: configuration, telemetry: RedisTelemetryOptions(metrics: factory), logger: logger)
        var costs: [WorkCost] = []
        for (callers, each) in [(64, 4000), (512, 1000)] {
            costs.append(
                try await WorkCost(
                    "Redis SET, \(callers) callers", repetitions: repetitions,
                    plain: { try await set(plain, callers: callers, each: each) },
                    measured: { try await set(measured, callers: callers, each: each) }))
        }
        await plain.shutdown()
        await measured.shutdown()
        return costs
    }

    private static func set(_ client: RedisClient, callers: Int, each: Int) async throws -> Int {
        let command = RedisCommand("SET", "key", "value")
        try await withThrowingTaskGroup { group in
            for _ in 0..<callers {
                group.addTask { for _ in 0..<each { _ = try await client.send(command) } }
            }
            try await group.waitForAll()
        }
        return callers * each
    }
}

import Foundation
import Synchronization
import TestSupport
import Testing

/// The services as processes of their own, on a real PostgreSQL, a real Redis and Kafka's stand-in.
final class ClusterSystem: Sendable {
    static let closeAfter = Duration.seconds(6)

    let installation: Installation
    let postgres: PostgresServer
    /// Through which the services reach PostgreSQL.
    let postgresProxy: CuttableProxy
    let redis: RedisServer
    let kafka: KafkaStandIn
    private let servers = Mutex<[Role: Server]>([:])

    private init(
        _ installation: Installation, _ postgres: PostgresServer, _ postgresProxy: CuttableProxy, _ redis: RedisServer,
        _ kafka: KafkaStandIn
    ) {
        self.installation = installation
        self.postgres = postgres
        self.postgresProxy = postgresProxy
        self.redis = redis
        self.kafka = kafka
    }

    /// Runs `body` with everything started and ready.
    static func with(_ body: (ClusterSystem) async throws -> Void) async throws {
        try await withPostgresServer { postgres in
            try await CuttableProxy.with(to: postgres.port) { proxy in
                try await withRedis(.init(appendOnly: true)) { redis in
                    try await withKafkaStandIn { kafka in
                        let settings = settings(postgres, proxy, redis, kafka)
                        try await Installation.with(settings) { installation in
                            let system = ClusterSystem(installation, postgres, proxy, redis, kafka)
                            try await system.start(Role.allCases)
                            try await body(system)
                        }
                    }
                }
            }
        }
    }

    private static func settings(
        _ postgres: PostgresServer, _ proxy: CuttableProxy, _ redis: RedisServer, _ kafka: KafkaStandIn
    ) -> [String: String] {
        // All of 127/8 is loopback: the usual ports on an address that no other test has.
        let host = "127.\(Int.random(in: 1...254)).\(Int.random(in: 1...254)).\(Int.random(in: 1...254))"
        var settings = [
            "DATABASE_URL": "postgres://postgres@127.0.0.1:\(proxy.port)/sojourn?sslmode=disable",
            "DATABASE_POOL_SIZE": "4",
            "QUEUE_BACKEND": "redis", "QUEUE_REDIS_URL": redis.url,
            "EVENTS_BACKEND": "kafka", "EVENTS_KAFKA_BROKERS": kafka.brokers,
            "RPC_HOST": host, "ORDER_CLOSE_AFTER": closeAfter.settingText, "SCHEDULER_SWEEP_EVERY": "2s",
        ]
        for (number, name) in ["ORDER", "PAYMENT", "TRAVEL", "USERCENTER", "MQUEUE"].enumerated() {
            settings["RPC_\(name)_ENDPOINT"] = "\(host):\(9001 + number)"
        }
        settings["RPC_ORDER_ENDPOINT"] = "\(host):9001,\(host):9011"
        return settings
    }

    /// Starts processes side by side, and returns once all are ready.
    func start(_ roles: [Role]) async throws {
        for role in roles {
            let process = try installation.start(["serve"] + role.services, role.settings)
            servers.withLock { $0[role] = Server(process: process, http: installation.http) }
        }
        for role in roles { try await server(role).waitUntilReady() }
    }

    func server(_ role: Role) throws -> Server {
        try #require(servers.withLock { $0[role] }, "\(role.rawValue) was not started")
    }

    /// Ends a process as a power failure does.
    func kill(_ role: Role) async throws {
        try await server(role).kill()
    }

    /// Where the HTTP interface is now.
    var api: API { get throws { try server(.apis).api } }
}

extension Duration {
    /// As the settings want it.
    fileprivate var settingText: String { "\(components.seconds)s" }
}

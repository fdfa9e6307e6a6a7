import Foundation
import TestSupport
import Testing

/// What befalls a cluster under load.
enum Fault: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case postgresRestarts = "PostgreSQL restarts"
    case postgresConnectionsBreak = "connections to PostgreSQL break in mid-transaction"
    case postgresIsSlow = "PostgreSQL is slow"
    case redisRestarts = "Redis restarts"
    case redisIsWiped = "Redis is wiped"
    case brokersGoDown = "brokers go down"
    case servicesAreKilled = "every service is killed with -9"

    var testDescription: String { rawValue }

    /// Happens, and is over when this returns.
    func befall(_ system: ClusterSystem, _ ledger: Ledger) async throws {
        switch self {
        case .postgresRestarts:
            try await system.postgres.restart()
        case .postgresConnectionsBreak:
            for _ in 1...20 {
                system.postgresProxy.cut(afterReplyBytes: .random(in: 0...20_000))
                try await Task.sleep(for: .milliseconds(100))
            }
        case .postgresIsSlow:
            system.postgresProxy.delay = .milliseconds(100)
            try await Task.sleep(for: .seconds(3))
            system.postgresProxy.delay = .zero
        case .redisRestarts:
            try await system.redis.kill()
            try await Task.sleep(for: .seconds(1))
            try await system.redis.start()
        case .redisIsWiped:
            try system.redis.flush()
        case .brokersGoDown:
            for broker in 1...2 {
                try await system.kafka.takeDown(broker)
                try await Task.sleep(for: .seconds(2))
                try await system.kafka.bringUp(broker)
            }
        case .servicesAreKilled:
            for role in Role.allCases {
                try await system.kill(role)
                try await system.start([role])
                if role == .apis { ledger.moved(to: try system.server(role).url) }
            }
        }
    }
}

import Auditing
import Clocks
import Database
import protocol Database.Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import Foundation
import GRPCCore
import LocalRPC
import MqueueContract
import MqueueRPC
import OrderContract
import OrderMQ
import OrderRPC
import PaymentContract
import PaymentProvider
import PaymentRPC
import QueueContract
import ServiceKit
import ServiceLifecycle
import SwiftProtobuf
import TaskQueue
import TaskQueueSQLite
import TestSupport
import TravelContract

@testable import sojourn

/// The stores of a system, and the services that work on them while they are running.
struct AuditSystem: Sendable {
    typealias Queue = any Broker & TaskInspection

    static let closeAfter = Duration.seconds(1200)

    let orders: any Database
    let payments: any Database
    let broker: Queue
    let events: SQLiteEventLog

    /// Runs `body` with stores that nothing was done with yet.
    static func with(_ body: @Sendable (AuditSystem) async throws -> Void) async throws {
        try await withSQLite { orders in
            try await withSQLite { payments in
                try await withSQLite { queue in
                    try await withSQLite { events in
                        try await OrderRPCServer.migrate(orders)
                        try await PaymentRPCServer.migrate(payments)
                        try await body(
                            AuditSystem(
                                orders: orders, payments: payments, broker: SQLiteBroker(database: queue),
                                events: SQLiteEventLog(database: events, logger: quietLogger)))
                    }
                }
            }
        }
    }

    /// Runs order-rpc, payment-rpc, mqueue-rpc and order-mq beside `body`.
    func running<Value: Sendable>(_ body: @Sendable (AuditServices) async throws -> Value) async throws -> Value {
        let services = try await AuditServices(self)
        return try await withRunning(services.background) { try await body(services) }
    }

    func audit(
        closeAfter: Duration = closeAfter, grace: Duration = .zero, limit: Int = 100, pageSize: Int = 1000,
        clock: any WallClock = SystemWallClock()
    ) -> SystemAudit {
        SystemAudit(
            AuditStores(
                orders: .init(database: orders, place: .init("the orders", "here")),
                payments: .init(database: payments, place: .init("the payments", "here")),
                queue: .init(broker: broker, place: .init("the task queue", "here")),
                events: .init(inspector: events, producer: events.producer, place: .init("the events", "here"))),
            closeAfter: closeAfter, grace: grace, limit: limit, pageSize: pageSize, clock: clock)
    }

    /// The names of what an audit finds, each once.
    func findings(closeAfter: Duration = closeAfter, grace: Duration = .zero) async throws -> Set<String> {
        Set(try await audit(closeAfter: closeAfter, grace: grace).run().findings.all.map(\.kind.name))
    }

    /// Mends what can be mended, and returns what was done and what is left.
    func repair(patience: Duration = .seconds(10), limit: Int = 100) async throws -> (done: [String], left: Set<String>)
    {
        let audit = audit(limit: limit)
        let (result, repairs) = try await SystemRepair(audit, closeAfter: Self.closeAfter).complete(
            try await audit.run(), patience: patience)
        return (repairs.map(\.kind.name), Set(result.findings.all.map(\.kind.name)))
    }

    /// How many records all partitions of a topic hold.
    func records(in topic: String) async throws -> Int {
        try await events.topics().filter { $0.name == topic }.flatMap(\.partitions).reduce(0) { $0 + $1.count }
    }
}

extension Database {
    /// Does to a store what no service would.
    func damage(_ sql: String, _ parameters: any DatabaseParameter...) async throws {
        let count = try await write { try $0.execute(sql, parameters) }
        guard count > 0 || sql.hasPrefix("DROP") else { throw Harmless(sql: sql) }
    }

    /// The number that a query selects.
    func number(_ sql: String, _ parameters: any DatabaseParameter...) async throws -> Int64 {
        try await read { connection in
            var number: Int64 = 0
            try connection.forEachRow(sql, parameters) { number = try $0.next() }
            return number
        }
    }
}

/// Damage that did none.
private struct Harmless: Error {
    let sql: String
}

import Clocks
import Database
import protocol Database.Database
import Foundation
import GRPCCore
import GRPCInProcessTransport
import MqueueContract
import Outbox
import PaymentContract
import ServiceKit
import ServiceLifecycle
import SwiftProtobuf
import TestSupport

@testable import PaymentRPC

/// payment-rpc on a database of its own, called through gRPC, with a queue and a provider that remember.
struct PaymentsFixture: Sendable {
    let client: Pb_payment.Client<InProcessTransport.Client>
    let database: any Database
    let queue: RecordingQueue
    let provider: RecordingProvider
    let clock: ManualWallClock
    let background: [any Service]

    /// A payment that awaits the guest.
    func create(order: String = "HSO1", total: Int64 = 12_800, user: Int64 = 7) async throws -> String {
        try await client.createPayment(.payment(order: order, total: total, user: user)).sn
    }

    func update(
        _ sn: String, to status: Int64, transaction: String = "T1", metadata: CallMetadata = .init()
    ) async throws {
        _ = try await client.updateTradeState(
            .with {
                $0.sn = sn
                $0.payStatus = status
                $0.transactionID = transaction
                $0.tradeState = status == 1 ? "SUCCESS" : status == 2 ? "REFUND" : "CLOSED"
                $0.payTime = status == 1 ? 1_893_456_010 : 0
            }, metadata: metadata.metadata)
    }

    func payment(_ sn: String) async throws -> Pb_PaymentDetail {
        try await client.getPaymentBySn(.with { $0.sn = sn }).paymentDetail
    }

    /// The outbox, as `kind key payload`.
    func outbox() async throws -> [String] {
        try await database.read { connection in
            try connection.rows("SELECT kind, message_key, payload FROM outbox ORDER BY id") { row in
                let (kind, key, payload) = (
                    try row.next() as String, try row.next() as String, try row.next() as [UInt8]
                )
                let object = String(decoding: payload, as: UTF8.self)
                let status = object.firstMatch(of: /"payStatus":(-?\d)/).map { " \($0.1)" } ?? ""
                return "\(kind) \(key.hasPrefix("RFD") ? "RFD" : key)\(status)"
            }
        }
    }

    /// A payment's history, as `from>to`.
    func history(_ sn: String) async throws -> [String] {
        try await database.read { connection in
            try connection.rows(
                "SELECT from_status, to_status FROM payment_history WHERE payment_sn = $1 ORDER BY id", sn
            ) { row in
                let from: Int64? = try row.next()
                return "\(from.map(String.init) ?? "")>\(try row.next() as Int64)"
            }
        }
    }

    func count(_ sql: String) async throws -> Int {
        try await database.read { try $0.firstRow(sql) { row in try row.next() } } ?? 0
    }

    /// Runs the relay, and moves time on until `isDone`, at a pace that leaves real work within the relay's leases.
    func relay(until isDone: @escaping @Sendable () async throws -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in background { group.addTask { try await service.run() } }
            while try await !isDone() {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(1))
                try await Task.sleep(for: .milliseconds(5))
            }
            group.cancelAll()
        }
    }
}

extension Pb_CreatePaymentReq {
    static func payment(order: String = "HSO1", total: Int64 = 12_800, user: Int64 = 7) -> Self {
        .with {
            $0.userID = user
            $0.payModel = "TEST_PAY"
            $0.payTotal = total
            $0.orderSn = order
            $0.serviceType = "homestayOrder"
        }
    }
}

/// Runs `body` on a payment-rpc of its own.
/// - Parameters:
///   - digits: the random digits of its numbers.
///   - takesBatches: whether the queue knows `pb.mqueueBatch`.
func withPayments(
    _ engine: TestEngine = .sqlite, digits: (@Sendable () -> Int)? = nil, takesBatches: Bool = true,
    _ body: @Sendable (PaymentsFixture) async throws -> Void
) async throws {
    try await withDatabase(engine) { database in
        let (queue, provider, clock) = (
            RecordingQueue(takesBatches: takesBatches), RecordingProvider(), ManualWallClock()
        )
        let zone = TimeZone(identifier: "Asia/Shanghai")!
        let server = try await PaymentRPCServer(
            database: database, provider: provider, queue: queue, queueBatches: queue,
            numbers: digits.map { SerialNumbers(timeZone: zone, randomDigits: $0) } ?? SerialNumbers(timeZone: zone),
            clock: clock, logger: quietLogger)
        try await withRPC([server.payment]) { client in
            try await body(
                PaymentsFixture(
                    client: Pb_payment.Client(wrapping: client), database: database, queue: queue, provider: provider,
                    clock: clock, background: server.background))
        }
    }
}

/// The error that a call ends with; `nil` where it succeeds.
func failure(_ call: () async throws -> Void) async -> ServiceError? {
    do {
        try await call()
        return nil
    } catch {
        return ServiceError(error)
    }
}

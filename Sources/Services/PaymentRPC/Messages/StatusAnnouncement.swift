import Clocks
import Database
import GRPCCore
import MqueueContract
import Outbox
import ServiceKit
import SwiftProtobuf
import TracePropagation
import Tracing

/// Has the queue publish payments' statuses.
///
/// Batches are delivered side by side, and a refund must not overtake the payment that it refunds: the payment's row
/// tells which status was announced last.
struct StatusAnnouncement: Sendable {
    let database: any Database
    let queue: any Pb_mqueue.ClientProtocol
    let batches: any Pb_mqueueBatch.ClientProtocol
    /// Another implementation of the contract takes one status at a time.
    private let batchMethod: OptionalMethod

    private struct Change: Sendable {
        let id: OutboxMessage.ID
        let paymentSn: String
        let orderSn: String
        let status: PayStatus
        /// The trace of the request that changed the status.
        let trace: [String: String]
    }

    init(
        database: any Database, queue: any Pb_mqueue.ClientProtocol, batches: any Pb_mqueueBatch.ClientProtocol,
        clock: any WallClock
    ) {
        self.database = database
        self.queue = queue
        self.batches = batches
        batchMethod = OptionalMethod(clock: clock)
    }

    /// - Returns: those that were not announced, each with the reason.
    func deliver(_ messages: [OutboxMessage]) async throws -> [OutboxMessage.ID: any Error] {
        var failures: [OutboxMessage.ID: any Error] = [:]
        let due = try await due(messages, &failures)
        guard !due.isEmpty else { return failures }
        let refused = try await publish(due)
        try await note(due.filter { refused[$0.id] == nil })
        return failures.merging(refused) { $1 }
    }

    /// The changes that are to be announced now. Those that were announced before are delivered.
    private func due(
        _ messages: [OutboxMessage], _ failures: inout [OutboxMessage.ID: any Error]
    ) async throws -> [Change] {
        var changes: [Change] = []
        for message in messages {
            do {
                guard case .statusChanged(let paymentSn, let orderSn, let status) = try PaymentMessage(message) else {
                    throw PaymentMessage.Unknown(kind: message.kind)
                }
                changes.append(
                    Change(
                        id: message.id, paymentSn: paymentSn, orderSn: orderSn, status: status, trace: message.trace))
            } catch {
                failures[message.id] = error
            }
        }
        guard !changes.isEmpty else { return [] }
        let payments = changes.map(\.paymentSn)
        var announced = try await database.query { try PaymentTable($0).announced(payments) }
        return changes.filter { change in
            let last = announced[change.paymentSn] ?? 0
            guard last < change.status.rawValue else { return false }
            if change.status == .refunded, last < PayStatus.paid.rawValue {
                failures[change.id] = OutOfTurn(paymentSn: change.paymentSn)
                return false
            }
            announced[change.paymentSn] = change.status.rawValue
            return true
        }
    }

    private func publish(_ changes: [Change]) async throws -> [OutboxMessage.ID: any Error] {
        var options = CallOptions.defaults
        // A call that hangs gives up: what it was to deliver is delivered later.
        options.timeout = .seconds(5)
        let answer = try await batchMethod.call { [options] in
            try await batches.publishPaymentStatuses(
                .with { request in
                    request.statuses = changes.map { change in
                        .with {
                            $0.orderSn = change.orderSn
                            $0.payStatus = change.status.rawValue
                            $0.trace = change.trace
                        }
                    }
                }, options: options)
        }
        if let answer { return try answer.results.failures(of: changes.map(\.id)) }
        return await publishEach(changes, options)
    }

    /// One by one for each order, and the orders side by side.
    private func publishEach(_ changes: [Change], _ options: CallOptions) async -> [OutboxMessage.ID: any Error] {
        await withTaskGroup(of: [OutboxMessage.ID: any Error].self) { group in
            for changes in Dictionary(grouping: changes, by: \.orderSn).values {
                group.addTask {
                    for (index, change) in changes.enumerated() {
                        do {
                            try await publish(change, options)
                        } catch {
                            return Dictionary(uniqueKeysWithValues: changes[index...].map { ($0.id, error) })
                        }
                    }
                    return [:]
                }
            }
            return await group.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
    }

    private func publish(_ change: Change, _ options: CallOptions) async throws {
        try await ServiceContext.withValue(ServiceContext(fields: change.trace) ?? .current) {
            _ = try await queue.kqPaymenStatusUpdate(
                .with {
                    $0.orderSn = change.orderSn
                    $0.payStatus = change.status.rawValue
                }, options: options)
        }
    }

    private func note(_ changes: [Change]) async throws {
        guard !changes.isEmpty else { return }
        try await database.write { connection in
            for (status, changes) in Dictionary(grouping: changes, by: \.status).sorted(by: {
                $0.key.rawValue < $1.key.rawValue
            }) {
                try PaymentTable(connection).setAnnounced(status, changes.map(\.paymentSn).sorted())
            }
        }
    }

    /// The payment itself has not been announced yet.
    private struct OutOfTurn: Error, CustomStringConvertible {
        let paymentSn: String
        var description: String { "the payment \(paymentSn) is announced before its refund" }
    }
}

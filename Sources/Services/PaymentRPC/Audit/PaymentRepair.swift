public import Clocks
public import Database
import Outbox

/// Mends what a ``PaymentAudit`` finds, as far as that is safe: by messages in the outbox, which the service delivers
/// like all others. Whoever gets one a second time changes nothing.
public struct PaymentRepair: Sendable {
    let database: any Database
    let clock: any WallClock

    /// - Parameter database: the payments' own.
    public init(database: any Database, clock: any WallClock = SystemWallClock()) {
        self.database = database
        self.clock = clock
    }

    /// Has the status of the payment announced again that stands for an order, unless that is about to happen.
    ///
    /// - Returns: the number and the status of the payment; `nil` where there is nothing to announce.
    /// - Throws: `DatabaseError`
    public func announceAgain(orderSn: String) async throws -> (sn: String, status: PayStatus)? {
        let now = clock.now
        return try await database.writeAfterConflicts { connection in
            guard let payment = try PaymentTable(connection).settled(orderSn: orderSn),
                try !Outbox.contains(kind: PaymentMessage.Kind.status, key: orderSn, in: connection)
            else { return nil }
            try PaymentTable(connection).forgetAnnouncement(of: payment.status, sn: payment.sn)
            try PaymentMessage.statusChanged(payment).add(at: now, in: connection)
            return (payment.sn, payment.status)
        }
    }

    /// Has the provider asked again for a refund that it has not agreed to, unless that is about to happen.
    ///
    /// - Returns: whether it is asked.
    /// - Throws: `DatabaseError`
    public func refundAgain(_ sn: String) async throws -> Bool {
        let now = clock.now
        return try await database.writeAfterConflicts { connection in
            guard try RefundTable(connection).pending(sn: sn) != nil,
                try !Outbox.contains(kind: PaymentMessage.Kind.refund, key: sn, in: connection)
            else { return false }
            try PaymentMessage.refund(sn: sn).add(at: now, in: connection)
            return true
        }
    }
}

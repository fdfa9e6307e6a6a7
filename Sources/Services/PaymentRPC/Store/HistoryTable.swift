import Clocks
import Database

/// The record of what happened to each payment, within a transaction.
struct HistoryTable {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    /// - Parameter from: `nil` where the payment was made.
    func add(
        _ paymentSn: String, from: PayStatus?, to: PayStatus, at moment: Timestamp, _ cause: Cause
    ) throws(DatabaseError) {
        try connection.execute(
            """
            INSERT INTO payment_history (payment_sn, from_status, to_status, at, actor, reason)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, paymentSn, from?.rawValue, to.rawValue, moment.nanoseconds, cause.actor, cause.reason)
    }
}

/// Who asked for a change, and why.
struct Cause: Sendable, Hashable {
    let actor: String
    let reason: String
}

import Clocks
import Database
import PaymentProvider

/// The table of refunds, within a transaction.
struct RefundTable {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    /// Stores the refund of all of a payment; `false` where its number is in use.
    func insert(_ sn: String, of payment: Payment, reason: String, at moment: Timestamp) throws(DatabaseError) -> Bool {
        try connection.execute(
            """
            INSERT INTO refund (sn, payment_sn, amount, reason, provider_refund_id, created_at)
            VALUES ($1, $2, $3, $4, '', $5)
            ON CONFLICT (sn) DO NOTHING
            """, sn, payment.sn, payment.total, reason, moment.nanoseconds) == 1
    }

    /// A refund that its provider has not agreed to yet; `nil` where it has.
    func pending(sn: String) throws -> PendingRefund? {
        try connection.firstRow(
            """
            SELECT payment.pay_mode, refund.sn, payment.sn, payment.transaction_id, refund.amount, payment.pay_total,
                refund.reason
            FROM refund JOIN payment ON payment.sn = refund.payment_sn
            WHERE refund.sn = $1 AND refund.done_at IS NULL
            """, sn
        ) { row in
            PendingRefund(
                payMode: try row.next(),
                request: RefundRequest(
                    refundSn: try row.next(), paymentSn: try row.next(), transactionID: try row.next(),
                    amount: try row.next(), total: try row.next(), reason: try row.next()))
        }
    }

    func setDone(_ sn: String, _ receipt: RefundReceipt, at moment: Timestamp) throws(DatabaseError) {
        try connection.execute(
            "UPDATE refund SET provider_refund_id = $1, done_at = $2 WHERE sn = $3 AND done_at IS NULL",
            receipt.refundID, moment.nanoseconds, sn)
    }
}

/// A refund to be asked of its provider.
struct PendingRefund: Sendable, Hashable {
    /// The provider that was paid.
    var payMode: String
    var request: RefundRequest
}

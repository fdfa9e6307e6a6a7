import Clocks
import Database

/// The table of payments, within a transaction.
struct PaymentTable {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    func payment(sn: String) throws -> Payment? {
        try first("sn = $1", sn)
    }

    /// The order's one payment that awaits the guest.
    func unpaid(orderSn: String) throws -> Payment? {
        try first("order_sn = $1 AND pay_status = 0", orderSn)
    }

    /// The order's one payment that has been paid and not given back.
    func paid(orderSn: String) throws -> Payment? {
        try first("order_sn = $1 AND pay_status = 1", orderSn)
    }

    /// The payment that stands for the order: the paid one, else the newest that was refunded.
    ///
    /// The paid one is not always the newest: an order that was paid twice has its second payment refunded.
    func settled(orderSn: String) throws -> Payment? {
        try first("order_sn = $1 AND pay_status > 0 ORDER BY pay_status, id DESC LIMIT 1", orderSn)
    }

    /// The payment that was paid with a provider's transaction.
    func payment(payMode: String, transactionID: String) throws -> Payment? {
        try first("pay_mode = $1 AND transaction_id = $2 AND pay_status > 0", payMode, transactionID)
    }

    /// Stores a new payment; `false` where its number is in use, or another one of the order awaits the guest.
    func insert(_ new: NewPayment, sn: String, at moment: Timestamp) throws(DatabaseError) -> Bool {
        try connection.execute(
            """
            INSERT INTO payment (
                sn, user_id, order_sn, service_type, pay_mode, pay_total, pay_status, trade_type, trade_state,
                trade_state_desc, transaction_id, announced_status, created_at, updated_at
            ) VALUES ($1, $2, $3, $4, $5, $6, 0, '', '', '', '', 0, $7, $7)
            ON CONFLICT DO NOTHING
            """, sn, new.userID, new.orderSn, new.serviceType, new.payMode, new.total, moment.nanoseconds) == 1
    }

    /// Writes what can change of a payment, if it still has the status that it was read with.
    /// - Throws: `DatabaseError` with the code `conflict` where it has another one by now.
    func update(_ payment: Payment, from status: PayStatus) throws(DatabaseError) {
        let count = try connection.execute(
            """
            UPDATE payment SET pay_status = $1, trade_type = $2, trade_state = $3, trade_state_desc = $4,
                transaction_id = $5, updated_at = $6, paid_at = $7
            WHERE sn = $8 AND pay_status = $9
            """, payment.status.rawValue, payment.tradeType, payment.tradeState, payment.tradeStateDesc,
            payment.transactionID, payment.updatedAt.nanoseconds, payment.paidAt?.nanoseconds, payment.sn,
            status.rawValue)
        guard count == 1 else { throw DatabaseError(.conflict, "payment \(payment.sn) was changed meanwhile") }
    }

    /// The last status of each payment that the queue was told of.
    func announced(_ sns: [String]) throws -> [String: Int64] {
        let (places, parameters) = list(sns, from: 1)
        var announced: [String: Int64] = [:]
        try connection.forEachRow("SELECT sn, announced_status FROM payment WHERE sn IN (\(places))", parameters) {
            row in announced[try row.next()] = try row.next()
        }
        return announced
    }

    func setAnnounced(_ status: PayStatus, _ sns: [String]) throws(DatabaseError) {
        let (places, parameters) = list(sns, from: 2)
        try connection.execute(
            "UPDATE payment SET announced_status = $1 WHERE announced_status < $1 AND sn IN (\(places))",
            [status.rawValue] + parameters)
    }

    /// Payments' numbers as parameters from `$first` on. They are filled up to a power of two by repeating the last one, so that
    /// an engine sees and keeps few different statements.
    private func list(_ sns: [String], from first: Int) -> (places: String, parameters: [any DatabaseParameter]) {
        var size = 1
        while size < sns.count { size *= 2 }
        let places = (first..<first + size).map { "$\($0)" }.joined(separator: ", ")
        return (places, sns + Array(repeating: sns.last ?? "", count: size - sns.count))
    }

    /// Has a status announced again although the queue was told of it.
    func forgetAnnouncement(of status: PayStatus, sn: String) throws(DatabaseError) {
        try connection.execute(
            "UPDATE payment SET announced_status = $1 WHERE sn = $2 AND announced_status > $1", status.rawValue - 1, sn)
    }

    private func first(_ condition: String, _ parameters: any DatabaseParameter...) throws -> Payment? {
        var payment: Payment?
        try connection.forEachRow("SELECT \(Payment.columns) FROM payment WHERE \(condition)", parameters) { row in
            if payment == nil { payment = try Payment(&row) }
        }
        return payment
    }
}

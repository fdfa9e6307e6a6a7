import Clocks
import Database

/// A payment's record.
struct Payment: Sendable, Hashable {
    var id: Int64
    var sn: String
    var userID: Int64
    var orderSn: String
    var serviceType: String
    /// The provider's name.
    var payMode: String
    /// In fen.
    var total: Int64
    var status: PayStatus
    /// The provider's words for how it was paid and what became of it; empty until it has said so.
    var tradeType: String
    var tradeState: String
    var tradeStateDesc: String
    /// The provider's number; empty until it has given one.
    var transactionID: String
    var createdAt: Timestamp
    var updatedAt: Timestamp
    var paidAt: Timestamp?
}

extension Payment {
    static let columns = """
        id, sn, user_id, order_sn, service_type, pay_mode, pay_total, pay_status, trade_type, trade_state, \
        trade_state_desc, transaction_id, created_at, updated_at, paid_at
        """

    /// Reads a row of ``columns``.
    init(_ row: inout RowReader) throws {
        id = try row.next()
        sn = try row.next()
        userID = try row.next()
        orderSn = try row.next()
        serviceType = try row.next()
        payMode = try row.next()
        total = try row.next()
        let number: Int64 = try row.next()
        guard let status = PayStatus(rawValue: number) else {
            throw DatabaseError(.unexpectedType, "payment \(sn) has the unknown status \(number)")
        }
        self.status = status
        tradeType = try row.next()
        tradeState = try row.next()
        tradeStateDesc = try row.next()
        transactionID = try row.next()
        createdAt = Timestamp(nanoseconds: try row.next())
        updatedAt = Timestamp(nanoseconds: try row.next())
        paidAt = (try row.next() as Int64?).map(Timestamp.init(nanoseconds:))
    }
}

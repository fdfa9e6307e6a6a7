public import Auditing
public import Clocks
import Database

/// As much of a payment as an audit compares with other stores.
public struct PaymentFact: Sendable, Hashable {
    /// The payment's number.
    public let sn: String
    public let orderSn: String
    /// In fen.
    public let total: Int64
    public let status: PayStatus
    /// When it was paid or refunded.
    public let updatedAt: Timestamp

    public init(sn: String, orderSn: String, total: Int64, status: PayStatus, updatedAt: Timestamp) {
        self.sn = sn
        self.orderSn = orderSn
        self.total = total
        self.status = status
        self.updatedAt = updatedAt
    }
}

extension PaymentFact {
    static let columns = "sn, order_sn, pay_total, pay_status, updated_at"

    /// Reads a row of ``columns``.
    init(_ row: inout RowReader) throws {
        sn = try row.next()
        orderSn = try row.next()
        total = try row.next()
        let number: Int64 = try row.next()
        guard let status = PayStatus(rawValue: number) else {
            throw DatabaseError(.unexpectedType, "payment \(sn) has the unknown status \(number)")
        }
        self.status = status
        updatedAt = Timestamp(nanoseconds: try row.next())
    }
}

/// A page of all payments, and what is wrong with them by themselves.
public struct PaymentAuditPage: Sendable {
    /// Those of the page's payments that were paid, be it that they were refunded since.
    public let successful: [PaymentFact]
    public let findings: [AuditFinding]
    /// How many payments there are on the page, with those that were not paid.
    public let count: Int
    /// Where the next page begins; `nil` where this is the last.
    public let next: Int64?
}

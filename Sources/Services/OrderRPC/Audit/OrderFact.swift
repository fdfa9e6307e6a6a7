public import Auditing
public import Clocks
import Database

/// As much of an order as an audit compares with other stores.
public struct OrderFact: Sendable, Hashable {
    /// The order's number.
    public let sn: String
    /// `nil` for a state that there is not.
    public let state: TradeState?
    /// In fen.
    public let total: Int64
    public let createdAt: Timestamp

    public init(sn: String, state: TradeState?, total: Int64, createdAt: Timestamp) {
        self.sn = sn
        self.state = state
        self.total = total
        self.createdAt = createdAt
    }
}

extension OrderFact {
    static let columns = "sn, trade_state, order_total_price, created_at"

    /// Reads a row of ``columns``.
    init(_ row: inout RowReader) throws {
        sn = try row.next()
        state = TradeState(rawValue: try row.next())
        total = try row.next()
        createdAt = Timestamp(nanoseconds: try row.next())
    }
}

/// A page of all orders, and what is wrong with them by themselves.
public struct OrderAuditPage: Sendable {
    public let orders: [OrderFact]
    public let findings: [AuditFinding]
    /// Where the next page begins; `nil` where this is the last.
    public let next: Int64?
}

import OrderContract
import ServiceKit

/// A request for a page of a guest's orders, checked.
struct OrderPage: Sendable {
    static let sizes: ClosedRange<Int64> = 1...100

    let userID: Int64
    /// Only orders with a smaller id; the first page has none.
    let lastID: Int64?
    /// Only orders in this state; `nil` for all.
    let state: TradeState?
    let size: Int64

    init(_ message: Pb_UserHomestayOrderListReq, _ metadata: CallMetadata) throws(ServiceError) {
        guard message.userID > 0, metadata.mayAct(for: message.userID) else {
            throw ServiceError(.parameter, "userId must be the signed-in user")
        }
        guard Self.sizes.contains(message.pageSize) else {
            throw ServiceError(.parameter, "pageSize must be from 1 to 100")
        }
        guard message.lastID >= 0 else { throw ServiceError(.parameter, "lastId must not be negative") }
        userID = message.userID
        lastID = message.lastID == 0 ? nil : message.lastID
        state = TradeState(rawValue: message.traderState)
        size = message.pageSize
    }
}

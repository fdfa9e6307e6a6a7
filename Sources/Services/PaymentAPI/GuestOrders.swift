import ErrorContract
import GRPCCore
import OrderContract
import ServiceKit
import SwiftProtobuf

/// The orders, as their guests see them.
struct GuestOrders: Sendable {
    let orders: any Pb_order.ClientProtocol

    /// A guest's own order.
    /// - Throws: `orderNotFound`, also for another guest's.
    func order(_ sn: String, of user: UserID) async throws -> Pb_HomestayOrder {
        guard !sn.isEmpty else { throw ServiceError(.parameter, "orderSn is empty") }
        let answer = try await orders.homestayOrderDetail(
            .with { $0.sn = sn }, metadata: CallMetadata(userID: user).metadata)
        // order-rpc has checked whose it is. Where another one stands in for ours, that may not be so.
        guard answer.hasHomestayOrder, answer.homestayOrder.userID == user else {
            throw ServiceError(.orderNotFound, "no such order")
        }
        return answer.homestayOrder
    }
}

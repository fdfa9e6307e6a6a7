import ErrorContract
import GRPCCore
import OrderContract
import PaymentContract
import PaymentProvider
import ServiceKit
import SwiftProtobuf

/// A guest on the way to paying for an order.
struct Checkout: Sendable {
    let orders: GuestOrders
    let payments: any Pb_payment.ClientProtocol
    let provider: any PaymentProvider

    /// The `serviceType` of payments for orders of homestays, the only kind there is.
    static let homestayOrder = "homestayOrder"
    /// The `tradeState` of an order that awaits payment.
    static let awaitingPayment: Int64 = 0

    /// Prepares the payment of an order that awaits it. Asked again, it prepares the same payment.
    func prepare(_ input: ThirdPaymentWxPayReq, for user: UserID) async throws -> ThirdPaymentWxPayResp {
        guard input.serviceType == Self.homestayOrder else {
            throw ServiceError(.parameter, "serviceType must be \(Self.homestayOrder)")
        }
        let order = try await orders.order(input.orderSn, of: user)
        guard order.tradeState == Self.awaitingPayment else {
            throw ServiceError(.notAwaitingPayment, "the order does not await payment")
        }
        let charge = Charge(
            paymentSn: try await paymentNumber(for: order, of: user), amount: order.orderTotalPrice,
            description: order.title, userID: user)
        do {
            let prepared = try await provider.prepare(charge)
            return ThirdPaymentWxPayResp(
                appid: prepared.appid, nonceStr: prepared.nonceStr, paySign: prepared.paySign,
                package: prepared.package, timestamp: prepared.timestamp, signType: prepared.signType)
        } catch {
            throw ServiceError(error)
        }
    }

    /// Plays the guest paying. The order may be in any state: a real payment can arrive for one that closed just before.
    func play(_ input: SandboxPayReq, for user: UserID, in sandbox: SandboxProvider) async throws -> SandboxPayResp {
        let order = try await orders.order(input.orderSn, of: user)
        let sn = try await paymentNumber(for: order, of: user)
        do {
            let transactionID = try await sandbox.pay(paymentSn: sn, amount: order.orderTotalPrice)
            return SandboxPayResp(paymentSn: sn, transactionId: transactionID)
        } catch {
            throw ServiceError(error)
        }
    }

    /// The number of the payment that the order awaits: that of the one there is, or a new one's.
    /// - Throws: what payment-rpc answers, a conflict where the order is paid.
    private func paymentNumber(for order: Pb_HomestayOrder, of user: UserID) async throws -> String {
        let answer = try await payments.createPayment(
            .with {
                $0.userID = user
                $0.payModel = provider.name
                $0.payTotal = order.orderTotalPrice
                $0.orderSn = order.sn
                $0.serviceType = Self.homestayOrder
            }, metadata: CallMetadata(userID: user).metadata)
        return answer.sn
    }
}

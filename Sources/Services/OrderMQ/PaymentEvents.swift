import EventLog
import GRPCCore
import Logging
import OrderContract
import PaymentContract
import QueueContract
import ServiceKit
import SwiftProtobuf

/// Applies what happened to payments to the orders that they are for.
struct PaymentEvents: Sendable {
    let orders: any Pb_order.ClientProtocol
    let payments: any Pb_payment.ClientProtocol
    let logger: Logger

    func handle(_ record: EventRecord) async throws {
        let change: PaymentStatusChanged
        do {
            change = try PaymentStatusChanged(json: record.value)
        } catch {
            throw UnprocessableEvent("the value is not a payment status", cause: error)
        }
        do {
            switch change.payStatus {
            case PayStatus.paid: try await paid(change.orderSn)
            case PayStatus.refunded: try await refunded(change.orderSn)
            default: break  // A payment that failed or has yet to be made changes no order.
            }
        } catch let error as RPCError where error.code == .unavailable || error.code == .deadlineExceeded {
            throw DependencyUnavailable("order-rpc or payment-rpc", cause: error)
        }
    }

    private func paid(_ sn: String) async throws {
        guard let state = try await move(sn, to: OrderState.paid, reason: "the payment arrived") else { return }
        // Used, refunded and expired orders were paid before: the event is a repetition.
        guard state == OrderState.cancelled else { return }
        try await giveBack(paymentOf: sn)
    }

    private func refunded(_ sn: String) async throws {
        guard let state = try await move(sn, to: OrderState.refunded, reason: "the payment was refunded") else {
            return
        }
        guard state != OrderState.cancelled else { return }
        logger.warning("a refund changes no order", metadata: ["order": "\(sn)", "tradeState": "\(state)"])
    }

    /// Moves an order, and returns `nil`; or the state that it is in where that does not allow it.
    private func move(_ sn: String, to state: Int64, reason: String) async throws -> Int64? {
        do {
            _ = try await orders.updateHomestayOrderTradeState(
                .with {
                    $0.sn = sn
                    $0.tradeState = state
                }, metadata: CallMetadata(actor: "order-mq", reason: reason).metadata)
            return nil
        } catch let error as RPCError where error.code == .failedPrecondition {
            return try await orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder.tradeState
        } catch let error as RPCError where error.code == .notFound {
            throw UnprocessableEvent("no order has the number \(sn)", cause: error)
        }
    }

    /// Refunds the money that arrived for an order after it had closed.
    private func giveBack(paymentOf sn: String) async throws {
        let payment = try await payments.getPaymentSuccessRefundByOrderSn(.with { $0.orderSn = sn })
        guard payment.hasPaymentDetail else {
            throw UnprocessableEvent("order \(sn) is closed, and it has no payment to give back")
        }
        let detail = payment.paymentDetail
        guard detail.payStatus == PayStatus.paid else { return }
        _ = try await payments.updateTradeState(
            .with {
                $0.sn = detail.sn
                $0.tradeState = "REFUND"
                $0.tradeStateDesc = "the order had closed before the payment arrived"
                $0.transactionID = detail.transactionID
                $0.tradeType = detail.tradeType
                $0.payStatus = PayStatus.refunded
                $0.payTime = detail.payTime
            }, metadata: CallMetadata(actor: "order-mq", reason: "the order had closed").metadata)
        logger.notice(
            "a payment for a closed order is given back", metadata: ["order": "\(sn)", "payment": "\(detail.sn)"])
    }
}

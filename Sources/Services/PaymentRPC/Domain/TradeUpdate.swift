import Clocks
import PaymentContract
import ServiceKit

/// What someone says has become of a payment, checked.
struct TradeUpdate: Sendable, Hashable {
    let paymentSn: String
    let status: PayStatus
    /// The provider's words. An empty one leaves what was known before.
    let tradeState: String
    let transactionID: String
    let tradeType: String
    let tradeStateDesc: String
    /// When it was paid; `nil` where that is not said.
    let paidAt: Timestamp?
    let cause: Cause

    init(_ message: Pb_UpdateTradeStateReq, _ metadata: CallMetadata) throws(ServiceError) {
        guard let status = PayStatus(rawValue: message.payStatus) else {
            throw ServiceError(.parameter, "payStatus must be from -1 to 2")
        }
        guard message.payTime >= 0 else { throw ServiceError(.parameter, "payTime must not be negative") }
        paymentSn = try message.sn.checked("sn", 1...64)
        transactionID = try message.transactionID.checked("transactionId", status == .paid ? 1...64 : 0...64)
        tradeState = try message.tradeState.checked("tradeState", 0...32)
        tradeType = try message.tradeType.checked("tradeType", 0...32)
        tradeStateDesc = try message.tradeStateDesc.checked("tradeStateDesc", 0...256)
        self.status = status
        paidAt = message.payTime == 0 ? nil : Timestamp(seconds: message.payTime)
        let reasons = [metadata.reason ?? "", tradeStateDesc, tradeState]
        cause = Cause(actor: metadata.actor ?? "unnamed", reason: reasons.first { !$0.isEmpty } ?? "")
    }
}

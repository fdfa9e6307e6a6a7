import PaymentContract
import ServiceKit

/// A request for a payment, checked.
struct NewPayment: Sendable, Hashable {
    let userID: Int64
    let orderSn: String
    let serviceType: String
    /// The provider's name.
    let payMode: String
    /// In fen.
    let total: Int64

    init(_ message: Pb_CreatePaymentReq, _ metadata: CallMetadata) throws(ServiceError) {
        guard message.userID > 0 else { throw ServiceError(.parameter, "userId must be above zero") }
        guard metadata.mayAct(for: message.userID) else {
            throw ServiceError(.parameter, "userId must be the signed-in user")
        }
        guard message.payTotal > 0 else { throw ServiceError(.parameter, "payTotal must be above zero") }
        userID = message.userID
        total = message.payTotal
        orderSn = try message.orderSn.checked("orderSn", 1...64)
        payMode = try message.payModel.checked("payModel", 1...32)
        serviceType = try message.serviceType.checked("serviceType", 1...32)
    }

    /// Whether `payment` is what this request asks for.
    func isMet(by payment: Payment) -> Bool {
        payment.userID == userID && payment.total == total && payment.payMode == payMode
            && payment.serviceType == serviceType
    }
}

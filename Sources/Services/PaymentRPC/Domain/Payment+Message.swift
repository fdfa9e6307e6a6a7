import Clocks
import PaymentContract

extension Pb_PaymentDetail {
    /// The contract has the provider's `tradeState` as a text where it comes in and as a number where it goes out. So
    /// the number is that of `payStatus`, and the provider's word stands in for a missing `tradeStateDesc`.
    init(_ payment: Payment) {
        self.init()
        id = payment.id
        sn = payment.sn
        userID = payment.userID
        payMode = payment.payMode
        tradeType = payment.tradeType
        tradeState = payment.status.rawValue
        payTotal = payment.total
        transactionID = payment.transactionID
        tradeStateDesc = payment.tradeStateDesc.isEmpty ? payment.tradeState : payment.tradeStateDesc
        orderSn = payment.orderSn
        serviceType = payment.serviceType
        createTime = payment.createdAt.seconds
        updateTime = payment.updatedAt.seconds
        payStatus = payment.status.rawValue
        payTime = payment.paidAt?.seconds ?? 0
    }
}

public import GRPCCore
import MqueueContract
import OrderContract
import PaymentContract
import TravelContract
import UsercenterContract

/// Which methods of the contracts may be called again when nobody knows what became of the first call.
public enum Idempotency {
    /// Reads, and writes that change nothing the second time.
    public static let methods: [MethodDescriptor] =
        Pb_travel.Method.descriptors + Pb_travelCatalogue.Method.descriptors + Pb_orderSummary.Method.descriptors
        // Sweeps: what was closed or expired before is passed over.
        + Pb_orderMaintenance.Method.descriptors + [
            Pb_order.Method.homestayOrderDetail.descriptor,
            Pb_order.Method.userHomestayOrderList.descriptor,
            // Asking for the state that the order has is a success.
            Pb_order.Method.updateHomestayOrderTradeState.descriptor,
            Pb_payment.Method.GetPaymentBySn.descriptor,
            Pb_payment.Method.GetPaymentSuccessRefundByOrderSn.descriptor,
            // So is a provider's notification that was applied before.
            Pb_payment.Method.UpdateTradeState.descriptor,
            Pb_usercenter.Method.getUserInfo.descriptor,
            Pb_usercenter.Method.getUserAuthByAuthKey.descriptor,
            Pb_usercenter.Method.getUserAuthByUserId.descriptor,
            // Nothing is kept of a token that was made.
            Pb_usercenter.Method.login.descriptor,
            Pb_usercenter.Method.generateToken.descriptor,
            // The task is known by the order's number.
            Pb_mqueue.Method.aqDeferHomestayOrderClose.descriptor,
            Pb_mqueueBatch.Method.enqueueOrderCloses.descriptor,
        ]

    /// Writes that would be done twice. They are listed so that no method is forgotten.
    public static let otherMethods: [MethodDescriptor] = [
        // Safe with an `Idempotency-Key`, which is the guest's to send again.
        Pb_order.Method.createHomestayOrder.descriptor,
        Pb_payment.Method.CreatePayment.descriptor,
        // The second time the number is taken, be it by the first.
        Pb_usercenter.Method.register.descriptor,
        // Another event. The outbox that sends it may repeat it, and says so to its consumers.
        Pb_mqueue.Method.kqPaymenStatusUpdate.descriptor,
        Pb_mqueueBatch.Method.publishPaymentStatuses.descriptor,
        // Another message to a person.
        Pb_mqueue.Method.sendWxMiniSubMessage.descriptor,
    ]
}

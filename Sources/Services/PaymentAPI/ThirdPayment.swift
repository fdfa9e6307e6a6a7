import APIRuntime
import ServiceKit

/// The endpoints of `payment.api`.
struct ThirdPayment: ThirdPaymentHandlers {
    let checkout: Checkout
    let callback: PaymentCallback

    func thirdPaymentwxPay(
        _ input: ThirdPaymentWxPayReq, by user: UserID, in call: APIRequest
    ) async throws -> ThirdPaymentWxPayResp {
        try await checkout.prepare(input, for: user)
    }

    /// The body is the provider's own, encrypted; the contract leaves it open.
    func thirdPaymentWxPayCallback(
        _ input: ThirdPaymentWxPayCallbackReq, in call: APIRequest
    ) async throws -> ThirdPaymentWxPayCallbackResp {
        try await callback.take(call)
        return ThirdPaymentWxPayCallbackResp(returnCode: "SUCCESS")
    }
}

import APIRuntime
import PaymentProvider
import ServiceKit

/// The endpoint of `sandbox.api`.
struct SandboxPayment: SandboxHandlers {
    let checkout: Checkout
    let sandbox: SandboxProvider

    func sandboxPay(_ input: SandboxPayReq, by user: UserID, in call: APIRequest) async throws -> SandboxPayResp {
        try await checkout.play(input, for: user, in: sandbox)
    }
}

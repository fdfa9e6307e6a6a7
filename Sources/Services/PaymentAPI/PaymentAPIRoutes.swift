import Hummingbird
public import OrderContract
public import PaymentContract
public import PaymentProvider
public import ServiceKit

/// payment-api: guests pay for their orders, and the provider tells that they have.
public struct PaymentAPIRoutes: Sendable {
    private let orders: GuestOrders
    private let payments: any Pb_payment.ClientProtocol
    private let channel: PaymentChannel

    /// - Parameter channel: the provider. Playing a guest who pays is offered where it is the sandbox alone.
    public init(
        orders: any Pb_order.ClientProtocol, payments: any Pb_payment.ClientProtocol, channel: PaymentChannel
    ) {
        self.orders = GuestOrders(orders: orders)
        self.payments = payments
        self.channel = channel
    }

    /// Adds the endpoints of `payment.api`, and `/payment/v1/sandbox/pay` in the sandbox.
    public func add(to routes: APIRoutes) {
        let checkout = Checkout(orders: orders, payments: payments, provider: channel.provider)
        routes.post(signedIn: "/payment/v1/thirdPayment/thirdPaymentWxPay") {
            (input: ThirdPaymentWxPayReq, user, _) in
            try await checkout.prepare(input, for: user)
        }
        let callback = PaymentCallback(payments: payments, provider: channel.provider)
        routes.router.post("/payment/v1/thirdPayment/thirdPaymentWxPayCallback") { request, context in
            await callback.answer(request, logger: context.logger)
        }
        if case .sandbox(let sandbox) = channel {
            routes.post(signedIn: "/payment/v1/sandbox/pay") { (input: SandboxPayReq, user, _) in
                try await checkout.play(input, for: user, in: sandbox)
            }
        }
    }
}

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

    /// The longest notification that is read, in bytes.
    static let maximumBody = 64 << 10

    /// Adds the endpoints of `payment.api`, and those of `sandbox.api` in the sandbox.
    public func add(to routes: ServiceRoutes) throws {
        let checkout = Checkout(orders: orders, payments: payments, provider: channel.provider)
        let callback = PaymentCallback(payments: payments, provider: channel.provider)
        try routes.api(responder: PaymentResponder(), maximumBody: Self.maximumBody)
            .register(thirdPayment: ThirdPayment(checkout: checkout, callback: callback))
        routes.add(.payment)
        if case .sandbox(let sandbox) = channel {
            try routes.api.register(sandbox: SandboxPayment(checkout: checkout, sandbox: sandbox))
        }
    }
}

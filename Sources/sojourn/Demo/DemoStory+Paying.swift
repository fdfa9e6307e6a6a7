import TerminalText

extension DemoStory {
    /// How long an order may take to learn of its payment.
    private static let patience = Duration.seconds(10)

    /// Pays in the provider's sandbox; the provider notifies payment-api, whose event makes the order paid.
    func pay(for order: PlacedOrder, as guest: Guest) async throws {
        let preparation = try await client.preparePayment(of: order.sn, as: guest)
        let sheet: PaymentSheet = try preparation.success()
        guard !sheet.package.isEmpty, !sheet.signature.isEmpty else {
            throw preparation.unexpected("a package and a signature", came: "an empty one")
        }
        try teller.holds("a payment of \(order.request.total) is prepared")

        let startedAt = ContinuousClock.now
        let payment = try await client.paySandbox(order.sn, as: guest)
        _ = try payment.success(AnyData.self)
        let (reply, paid) = try await wait(
            for: .paid, of: order.sn, as: guest, since: startedAt, atMost: Self.patience
        ) {}
        let elapsed = ContinuousClock.now - startedAt
        guard paid.paidAt > 0 else { throw reply.unexpected("a payTime", came: "\(paid.paidAt)") }
        guard !paid.payType.isEmpty else { throw reply.unexpected("a payType", came: "an empty one") }
        try teller.holds(
            "paid at \(StayDates.time(paid.paidAt)) by \(paid.payType); the order knew \(elapsed.spoken) after the tap")
    }

    /// Asks for an order until it has left `awaitingPayment` for another state.
    ///
    /// - Parameters:
    ///   - limit: how long after `startedAt` that may be.
    ///   - whileWaiting: called before each time it asks again.
    /// - Throws: `StoryFailure` where that is not `state`, or comes too late.
    func wait(
        for state: DemoOrderState, of sn: String, as guest: Guest, since startedAt: ContinuousClock.Instant,
        atMost limit: Duration, whileWaiting: () throws -> Void
    ) async throws -> (reply: DemoReply, order: DemoOrder) {
        while true {
            let reply = try await client.order(sn, as: guest)
            let order: DemoOrder = try reply.success()
            if order.state == state { return (reply, order) }
            try reply.check("tradeState", order.state, is: .awaitingPayment)
            let elapsed = ContinuousClock.now - startedAt
            guard elapsed < limit else {
                throw reply.unexpected(
                    "tradeState \(state) within \(limit.spoken)", came: "still \(order.state)")
            }
            try whileWaiting()
            // The longer it takes, the less does a moment count; and a long wait costs the instance little.
            try await Task.sleep(for: min(.seconds(1), max(.milliseconds(10), elapsed / 400)))
        }
    }
}

import TerminalText

extension DemoStory {
    /// The guest's list holds the two orders and nothing else, and the paid one shows what the guest needs on arrival.
    func review(paid: PlacedOrder, closed: PlacedOrder, as guest: Guest) async throws {
        let reply = try await client.orders(as: guest)
        let list = try reply.success(OrderListAnswer.self).list
        try reply.check("the orders", list.map(\.sn), is: [closed.sn, paid.sn])
        try reply.check("the states", list.map(\.state), is: [.closed, .paid])
        try reply.check("the totals", list.map(\.total), is: [closed.request.total, paid.request.total])
        var table = TextTable([
            .init("order"), .init("homestay", maximum: 32), .init("arrival"),
            .init("total", isNumber: true), .init("state"),
        ])
        table.rows = list.map {
            [$0.sn, $0.title, StayDates.day($0.liveStartDate), "\($0.total)", "\($0.state)"]
        }
        try teller.table(table)
        try teller.holds("two orders, the newest first")

        let detail = try await client.order(paid.sn, as: guest)
        let order: DemoOrder = try detail.success()
        try detail.check("tradeState", order.state, is: .paid)
        try detail.check("orderTotalPrice", order.total, is: paid.request.total)
        guard !order.tradeCode.isEmpty else { throw detail.unexpected("a tradeCode", came: "an empty one") }
        try teller.holds("the paid order has outlived its time; the code to show on arrival is \(order.tradeCode)")
    }

    /// For anybody else the order does not exist.
    func hide(_ order: PlacedOrder, from guest: Guest) async throws {
        let message = try await client.order(order.sn, as: guest).refusal(404, code: Self.orderNotFound)
        try teller.holds("the second guest cannot see it: 404, code \(Self.orderNotFound), “\(message)”")
    }

    private static let orderNotFound: Int64 = 400_001
}

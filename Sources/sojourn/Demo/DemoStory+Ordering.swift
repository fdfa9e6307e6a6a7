import Foundation

extension DemoStory {
    /// Places an order, and once more with the same key, as an app does whose connection broke.
    func orderSafely(_ homestay: DemoHomestay, as guest: Guest) async throws -> PlacedOrder {
        let request = StayRequest(
            homestay: homestay, dates: StayDates(inDays: .random(in: 7...330), nights: 2),
            // Where places are sold one by one, all of them, so that none is left for others.
            people: homestay.isSoldByPerson ? homestay.capacity : min(2, homestay.capacity),
            withFood: homestay.foodPrice.fen > 0)
        let key = UUID().uuidString
        let order = try await order(request, as: guest, idempotencyKey: key)
        let again = try await client.place(order.request, as: guest, idempotencyKey: key)
        try again.check("orderSn", again.success(OrderNumberAnswer.self).sn, is: order.sn)
        try teller.holds("sent again with the same Idempotency-Key: the same order, not a second one")
        return order
    }

    /// Places an order for the first free nights from the request's on.
    func order(_ request: StayRequest, as guest: Guest, idempotencyKey: String? = nil) async throws -> PlacedOrder {
        var request = request
        var sentAt = ContinuousClock.now
        var reply = try await client.place(request, as: guest, idempotencyKey: idempotencyKey)
        var moves = 0
        while reply.isRefusal(409, code: Self.datesTaken), moves < Self.maximumMoves {
            moves += 1
            request.dates = request.dates.next
            sentAt = .now
            reply = try await client.place(request, as: guest, idempotencyKey: idempotencyKey)
        }
        if moves > 0 { try teller.say("What came first to mind was taken, so it is \(request.dates) now") }
        let sn = try reply.success(OrderNumberAnswer.self).sn
        let order = PlacedOrder(sn: sn, request: request, sentAt: sentAt)
        try await verify(order, as: guest)
        return order
    }

    /// The order must be what was asked for, at the price that the catalogue says.
    private func verify(_ order: PlacedOrder, as guest: Guest) async throws {
        let reply = try await client.order(order.sn, as: guest)
        let stored: DemoOrder = try reply.success()
        let request = order.request
        try reply.check("sn", stored.sn, is: order.sn)
        try reply.check("homestayId", stored.homestayID, is: request.homestay.id)
        try reply.check("liveStartDate", StayDates.day(stored.liveStartDate), is: StayDates.day(request.dates.arrival))
        try reply.check("liveEndDate", StayDates.day(stored.liveEndDate), is: StayDates.day(request.dates.departure))
        try reply.check("homestayTotalPrice", stored.homestayTotal, is: request.homestayTotal)
        try reply.check("foodTotalPrice", stored.foodTotal, is: request.foodTotal)
        try reply.check("orderTotalPrice", stored.total, is: request.total)
        try reply.check("tradeState", stored.state, is: .awaitingPayment)
        try teller.say(
            "\(request.dates), \(request.dates.nights) nights for \(request.people)"
                + (request.withFood ? " with food" : ""))
        try teller.holds(
            "order \(order.sn) awaits payment: \(request.total)"
                + (request.withFood ? " = \(request.homestayTotal) + \(request.foodTotal) for food" : ""))
    }

    /// Another guest must not get nights that are taken.
    func refuse(_ request: StayRequest, to guest: Guest) async throws {
        let reply = try await client.place(request, as: guest)
        let message = try reply.refusal(409, code: Self.datesTaken)
        try teller.holds("refused as it must be: 409, code \(Self.datesTaken), “\(message)”")
    }

    static let datesTaken: Int64 = 400_002
    private static let maximumMoves = 200
}

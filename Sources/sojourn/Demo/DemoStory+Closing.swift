import TerminalText

extension DemoStory {
    /// How late an order may close.
    private static let patience = Duration.seconds(10)
    /// What clocks may differ by.
    private static let tolerance = Duration.milliseconds(100)

    /// Places an order and does nothing, until it closes by itself.
    func leaveUnpaid(_ earlier: StayRequest, as guest: Guest) async throws -> PlacedOrder {
        var request = earlier
        request.dates = earlier.dates.next
        let order = try await order(request, as: guest)
        let created: DemoOrder = try await client.order(order.sn, as: guest).success()
        var time = "Placed at \(StayDates.time(created.createdAt))"
        time += closeAfter.map { ", to close at \(StayDates.time(created.createdAt + $0.components.seconds))" } ?? ""
        try teller.say("\(time). Nobody pays.")

        var progress = StoryProgress(teller: teller, total: closeAfter)
        let (reply, _) = try await wait(
            for: .closed, of: order.sn, as: guest, since: order.sentAt,
            atMost: closeAfter.map { $0 + Self.patience } ?? maximumWait
        ) { try progress.update() }
        let elapsed = ContinuousClock.now - order.sentAt
        guard let closeAfter else {
            try teller.holds("it closed by itself, \(elapsed.spoken) after it was placed")
            return order
        }
        guard elapsed >= closeAfter - Self.tolerance else {
            throw reply.unexpected(
                "an order that closes after \(closeAfter.spoken)", came: "one that closed after \(elapsed.spoken)")
        }
        try teller.holds("it closed by itself, \(max(.zero, elapsed - closeAfter).spoken) after its time")
        return order
    }

    /// The nights of a closed order are free: somebody else books them.
    func takeOver(_ closed: PlacedOrder, as guest: Guest) async throws {
        try teller.say("Its nights are free again, and the second guest is quick:")
        let reply = try await client.place(closed.request, as: guest)
        let sn = try reply.success(OrderNumberAnswer.self).sn
        guard sn != closed.sn else { throw reply.unexpected("a new order", came: "the one that is closed") }
        try teller.holds("order \(sn) holds \(closed.request.dates) now")
    }
}

import TerminalText

/// The life of orders, told by asking an instance and checking each answer.
struct DemoStory {
    let client: DemoClient
    let teller: StoryTeller
    /// How long an order may stay unpaid; `nil` where that is not known.
    let closeAfter: Duration?
    /// How long to wait for an order to close where that is not known.
    let maximumWait: Duration

    /// - Throws: `StoryFailure` at the first thing that is not as it should be.
    func tell() async throws {
        try teller.title(
            "The life of orders",
            "Sojourn at \(client.address)" + (closeAfter.map { ", unpaid orders close after \($0.spoken)" } ?? ""))

        try teller.chapter("A guest signs up")
        let guest = try await signUp()

        try teller.chapter("The guest browses")
        let choice = try await browse()

        try teller.chapter("One homestay catches the eye")
        let homestay = try await look(at: choice)

        try teller.chapter("The guest orders it")
        let order = try await orderSafely(homestay, as: guest)

        try teller.chapter("A second guest wants the same nights")
        let rival = try await signUp()
        try await refuse(order.request, to: rival)

        try teller.chapter("The guest pays")
        try await pay(for: order, as: guest)

        try teller.chapter("Another order is left unpaid")
        let unpaid = try await leaveUnpaid(order.request, as: guest)
        try await takeOver(unpaid, as: rival)

        try teller.chapter("The guest looks back")
        try await review(paid: order, closed: unpaid, as: guest)
        try await hide(order, from: rival)

        try teller.end()
    }
}

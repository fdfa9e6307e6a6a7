import EventLog
import OrderRPC
import PaymentRPC
import QueueContract

/// What a dead letter of the payments' topic would have done.
///
/// Whether it still has to be done stands in the books: they are the memory of what was retried, whoever did it.
struct PaymentLetter: Sendable {
    enum Standing: Equatable {
        /// Sending the event again would change something.
        case open
        /// It would change nothing any more.
        case settled
        /// It cannot be told, or it would only fail again.
        case unknown
    }

    let orderSn: String
    let status: PayStatus

    /// `nil` where the letter is of another topic or its value cannot be read.
    init?(_ record: EventRecord) {
        guard record.topic == EventNames.deadLetterTopic(of: PaymentStatusChanged.topic),
            // What is wrong with the value is what the letter itself tells.
            let change = try? PaymentStatusChanged(json: record.value),
            let status = PayStatus(rawValue: change.payStatus)
        else { return nil }
        orderSn = change.orderSn
        self.status = status
    }

    func standing(order: OrderFact?, payments: [PaymentFact]) -> Standing {
        guard let order else { return .unknown }
        let isPaid = payments.contains { $0.status == .paid }
        switch (status, order.state) {
        case (.paid, .awaitingPayment), (.paid, .cancelled): return isPaid ? .open : .settled
        case (.refunded, .paid): return !isPaid && !payments.isEmpty ? .open : .settled
        case (_, nil): return .unknown
        default: return .settled
        }
    }
}

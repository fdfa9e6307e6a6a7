import Auditing
import Clocks
import OrderRPC
import PaymentRPC

/// An order beside the payments that were made for it: paid means paid or refunded, and both sides say so.
struct Settlement {
    let order: OrderFact
    /// Those that succeeded, be it that they were refunded since, the oldest first.
    let payments: [PaymentFact]
    let moment: AuditMoment

    private var paid: PaymentFact? { payments.first { $0.status == .paid } }
    private var refunded: PaymentFact? { payments.last { $0.status == .refunded } }

    var findings: [AuditFinding] {
        // The other findings would be about a payment that was chosen at random.
        guard payments.count(where: { $0.status == .paid }) < 2 else { return [] }
        return [stateFinding, amountFinding].compactMap { $0 }
    }

    private var stateFinding: AuditFinding? {
        switch order.state {
        case .awaitingPayment:
            overdue(paid).map {
                finding(.paymentNotApplied, "\(told($0)), and the order awaits payment", repairs: true)
            }
        case .cancelled:
            overdue(paid).map { finding(.paymentNotRefunded, "\(told($0)), and the order is cancelled", repairs: true) }
        case .paid:
            if paid != nil {
                nil
            } else if let refunded {
                overdue(refunded).map {
                    finding(.refundNotApplied, "\(told($0)), and the order is paid", repairs: true)
                }
            } else {
                withoutPayment
            }
        case .used, .expired:
            if paid != nil {
                nil
            } else if let refunded {
                overdue(refunded).map { finding(.refundOneSided, "\(told($0)), and the order is \(words)") }
            } else {
                withoutPayment
            }
        case .refunded:
            if let paid {
                finding(.refundOneSided, "the order is refunded, and \(told(paid))")
            } else {
                refunded == nil ? withoutPayment : nil
            }
        case nil:
            nil  // Its history says so.
        }
    }

    private var amountFinding: AuditFinding? {
        guard let payment = paid ?? refunded, payment.total != order.total else { return nil }
        return finding(
            .amountDiffers,
            "the order comes to \(order.total) fen, payment \(payment.sn) was made of \(payment.total)")
    }

    private var withoutPayment: AuditFinding {
        finding(.paidWithoutPayment, "the order is \(words), and no payment for it succeeded")
    }

    private var words: String { order.state?.words ?? "in no state" }

    /// The payment, where what became of it should have reached the order by now.
    private func overdue(_ payment: PaymentFact?) -> PaymentFact? {
        guard let payment, payment.updatedAt <= moment.settled else { return nil }
        return payment
    }

    private func told(_ payment: PaymentFact) -> String {
        let age = moment.now - payment.updatedAt
        return "payment \(payment.sn) is \(payment.status.words) since \(Duration.seconds(age.components.seconds).text)"
    }

    private func finding(_ kind: AuditKind, _ text: String, repairs: Bool = false) -> AuditFinding {
        AuditFinding(kind, order.sn, text, isRepairable: repairs)
    }
}

import Auditing
import EventLog
import PaymentRPC
import QueueContract

extension SystemRepair {
    private static let announced = [
        AuditKind.paymentNotApplied, .paymentNotRefunded, .refundNotApplied,
    ]

    /// Tells orders of payments that they do not know of: by the event that had failed where there is one, else by a
    /// new one. Nobody is told while an event about the order waits in the log.
    func tellOrders(_ findings: AuditFindings) async throws -> [AuditRepair] {
        let topics = try await stores.events.place.look { try await stores.events.inspector.topics() }
        var told = try await waiting(in: topics)
        var repairs: [AuditRepair] = []
        if findings.of(.deadLetter).contains(where: \.isRepairable) {
            try await audit.forEachDeadLetter(in: topics) { audited in
                guard audited.isRetryable, let letter = audited.letter, let sn = letter.event.key,
                    told.insert(sn).inserted
                else { return }
                try await stores.events.place.look {
                    _ = try await stores.events.producer.send(RetriedLetter.event(of: letter, at: audited.position))
                }
                repairs.append(AuditRepair(.deadLetter, audited.position.description, "sent the event of \(sn) again"))
            }
        }
        for finding in findings.all where Self.announced.contains(finding.kind) {
            guard told.insert(finding.subject).inserted else { continue }
            let payment = try await stores.payments.place.look {
                try await payments.announceAgain(orderSn: finding.subject)
            }
            guard let payment else { continue }
            let text = "has it announced again that payment \(payment.sn) is \(payment.status.words)"
            repairs.append(AuditRepair(finding.kind, finding.subject, text))
        }
        return repairs
    }

    /// The numbers of the orders that an event waits for in the log.
    private func waiting(in topics: [TopicSummary]) async throws -> Set<String> {
        var orders: Set<String> = []
        for topic in topics where topic.name == PaymentStatusChanged.topic {
            for (partition, offsets) in try await audit.unhandled(in: topic).enumerated() {
                try await audit.forEachPage(of: topic.name, partition, in: offsets) { records in
                    orders.formUnion(records.compactMap(\.key))
                }
            }
        }
        return orders
    }
}

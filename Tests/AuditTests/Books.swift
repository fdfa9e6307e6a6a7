import Clocks
import EventLog
import EventLogSQLite
import QueueContract
import TestSupport

/// Orders in every state, each as it should be, and nothing running.
struct Books: Sendable {
    let system: AuditSystem
    /// Numbers of orders, and of the payments of those that were paid.
    let unpaid: String
    let paid: String
    let paidPayment: String
    let cancelled: String
    /// Closed before its payment arrived.
    let late: String
    let latePayment: String
    let refunded: String
    let refundedPayment: String
    let used: String

    static func with(_ body: @Sendable (Books) async throws -> Void) async throws {
        try await AuditSystem.with { system in
            try await body(try await system.running { try await Books(system, $0) })
        }
    }

    private init(_ system: AuditSystem, _ services: AuditServices) async throws {
        self.system = system
        unpaid = try await services.place(day: 1, key: "key")
        (paid, cancelled, late) = (
            try await services.place(day: 2), try await services.place(day: 3), try await services.place(day: 4)
        )
        (refunded, used) = (try await services.place(day: 5), try await services.place(day: 6))
        try await services.move(cancelled, to: -1)
        try await services.move(late, to: -1)
        paidPayment = try await services.pay(paid)
        latePayment = try await services.pay(late)
        refundedPayment = try await services.pay(refunded)
        _ = try await services.pay(used)
        try await services.update(refundedPayment, to: 2)
        let (used, refunded, paid) = (used, refunded, paid)
        try await eventually("the orders are paid") {
            let states = [
                try await services.state(used), try await services.state(refunded), try await services.state(paid),
            ]
            return states == [1, 3, 1]
        }
        try await services.move(used, to: 2)
        try await eventually("nothing is owed") {
            let owed =
                try await system.orders.number("SELECT COUNT(*) FROM outbox")
                + system.payments.number("SELECT COUNT(*) FROM outbox")
                + system.payments.number("SELECT COUNT(*) FROM refund WHERE done_at IS NULL")
                + 2 - system.payments.number("SELECT COUNT(*) FROM refund")
            let lag = try await system.events.progress(of: PaymentStatusChanged.group).reduce(0) { $0 + $1.lag }
            return owed == 0 && lag == 0
        }
    }

    /// Makes a paid order one that knows nothing of its payment.
    func forgetPayment() async throws {
        try await system.orders.damage(
            "UPDATE homestay_order SET trade_state = 0, version = 1 WHERE sn = $1", paid)
        try await forgetHistory(of: paid)
    }

    /// Deletes the history of an order from its payment on.
    func forgetHistory(of sn: String, to state: Int64 = 1) async throws {
        try await system.orders.damage(
            """
            DELETE FROM homestay_order_history WHERE to_state = $2
                AND order_id = (SELECT id FROM homestay_order WHERE sn = $1)
            """, sn, state)
    }

    /// Makes a refunded payment one that is still paid.
    func forgetRefund(of payment: String) async throws {
        try await system.payments.damage("UPDATE payment SET pay_status = 1 WHERE sn = $1", payment)
        try await system.payments.damage("DELETE FROM refund WHERE payment_sn = $1", payment)
        try await system.payments.damage(
            "DELETE FROM payment_history WHERE payment_sn = $1 AND to_status = 2", payment)
    }

    /// Puts an event about an order's payment, or any value, into the dead-letter topic.
    func bury(_ sn: String, value: String? = nil, headers: [EventHeader] = []) async throws -> EventPosition {
        let event = Event(
            topic: PaymentStatusChanged.topic, key: sn, text: value ?? #"{"orderSn":"\#(sn)","payStatus":1}"#,
            headers: headers)
        let record = EventRecord(
            event, at: EventPosition(topic: event.topic, partition: 0, offset: 0), timestamp: .distantPast)
        let letter = DeadLetter(
            record, group: PaymentStatusChanged.group, error: UnprocessableEvent("made to fail"), attempts: 3,
            time: .init(seconds: 1))
        return try await system.events.producer.send(letter.message)
    }
}

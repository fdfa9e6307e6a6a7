import Clocks
import Database
import EventLog
import EventLogSQLite
import QueueContract
import TaskQueue
import TaskQueueSQLite

/// One way in which a store can come to break a rule.
struct Damage: Sendable, CustomStringConvertible {
    let description: String
    /// The names of what an audit must find, and nothing else.
    let found: Set<String>
    /// Whether a repair mends it.
    let isMended: Bool
    let inflict: @Sendable (Books) async throws -> Void

    init(
        _ found: String..., by description: String, mended: Bool = false,
        _ inflict: @escaping @Sendable (Books) async throws -> Void
    ) {
        self.found = Set(found)
        self.description = description
        isMended = mended
        self.inflict = inflict
    }

    static let all = ofOrders + ofPayments + between + ofQueues

    private static let ofOrders = [
        Damage("night-held-by-none", by: "a night counts a place too many", mended: true) {
            try await $0.system.orders.damage("UPDATE homestay_night SET taken = taken + 1")
        },
        Damage("night-not-held", by: "a night counts a place too few", mended: true) {
            try await $0.system.orders.damage("UPDATE homestay_night SET taken = taken - 1 WHERE taken > 0")
        },
        Damage("night-not-held", by: "nights are not recorded", mended: true) {
            try await $0.system.orders.damage("DELETE FROM homestay_night")
        },
        Damage("night-overbooked", by: "a night has less room than was sold") {
            try await $0.system.orders.damage("UPDATE homestay_night SET capacity = 1, taken = 1 WHERE taken > 0")
        },
        Damage("order-overdue", by: "nobody closed an unpaid order", mended: true) {
            try await $0.system.orders.damage(
                "UPDATE homestay_order SET created_at = created_at - 3600000000000 WHERE sn = $1", $0.unpaid)
        },
        Damage("price-wrong", by: "a total is not the sum") {
            try await $0.system.orders.damage(
                "UPDATE homestay_order SET order_total_price = order_total_price + 1 WHERE sn = $1", $0.unpaid)
        },
        Damage("price-wrong", by: "a price is beyond all numbers") {
            try await $0.system.orders.damage(
                "UPDATE homestay_order SET homestay_price = 9223372036854775807 WHERE sn = $1", $0.unpaid)
        },
        Damage("history-broken", by: "a history is gone") {
            try await $0.system.orders.damage(
                "DELETE FROM homestay_order_history WHERE order_id = (SELECT id FROM homestay_order WHERE sn = $1)",
                $0.unpaid)
        },
        Damage("history-broken", by: "a change is not recorded") {
            try await $0.forgetHistory(of: $0.paid)
        },
        Damage("history-broken", by: "a change is recorded twice") {
            try await $0.system.orders.damage(
                """
                INSERT INTO homestay_order_history (order_id, from_state, to_state, applied, at, actor, reason)
                SELECT order_id, from_state, to_state, applied, at, actor, reason FROM homestay_order_history
                WHERE to_state = 1 AND order_id = (SELECT id FROM homestay_order WHERE sn = $1)
                """, $0.paid)
        },
        Damage("history-broken", by: "a change was made that is not allowed") {
            try await $0.system.orders.damage(
                """
                UPDATE homestay_order_history SET to_state = 2
                WHERE to_state = 1 AND order_id = (SELECT id FROM homestay_order WHERE sn = $1)
                """, $0.paid)
            try await $0.system.orders.damage("UPDATE homestay_order SET trade_state = 2 WHERE sn = $1", $0.paid)
        },
        Damage("history-broken", by: "a change was applied twice") {
            try await $0.system.orders.damage(
                "UPDATE homestay_order SET version = version + 1 WHERE sn = $1", $0.paid)
        },
        Damage("history-broken", "night-held-by-none", by: "an order is in a state that there is not") {
            try await $0.system.orders.damage("UPDATE homestay_order SET trade_state = 9 WHERE sn = $1", $0.unpaid)
        },
        Damage("history-broken", by: "an order is gone and its history is not") {
            try await $0.system.orders.damage("DELETE FROM homestay_order WHERE sn = $1", $0.cancelled)
        },
        Damage("key-without-order", by: "a key leads to no order") {
            try await $0.system.orders.damage("UPDATE idempotency_key SET order_sn = 'HSO0'")
        },
        Damage("key-without-order", by: "a key leads to another guest's order") {
            try await $0.system.orders.damage("UPDATE idempotency_key SET user_id = 99")
        },
        Damage("outbox-stuck", by: "a message is not delivered") {
            try await $0.system.orders.damage(
                """
                INSERT INTO outbox (kind, message_key, payload, attempts, last_error, created_at, due_at)
                VALUES ('close-order', $1, $2, 3, 'the queue is down', 1, 9223372036854775807)
                """, $0.paid, [UInt8]())
        },
    ]

    private static let ofPayments = [
        Damage("two-payments", by: "an order is paid twice") {
            try await $0.system.payments.damage("DROP INDEX payment_paid")
            try await $0.system.payments.damage(
                """
                INSERT INTO payment (sn, user_id, order_sn, service_type, pay_mode, pay_total, pay_status, trade_type,
                    trade_state, trade_state_desc, transaction_id, announced_status, created_at, updated_at, paid_at)
                SELECT 'PMT0', user_id, order_sn, service_type, pay_mode, pay_total, pay_status, trade_type,
                    trade_state, trade_state_desc, 'T0', announced_status, created_at, updated_at, paid_at
                FROM payment WHERE sn = $1
                """, $0.paidPayment)
            try await $0.system.payments.damage(
                """
                INSERT INTO payment_history (payment_sn, from_status, to_status, at, actor, reason)
                SELECT 'PMT0', from_status, to_status, at, actor, reason FROM payment_history WHERE payment_sn = $1
                ORDER BY id
                """, $0.paidPayment)
        },
        Damage("payment-history-broken", by: "a payment's history is gone") {
            try await $0.system.payments.damage("DELETE FROM payment_history WHERE payment_sn = $1", $0.paidPayment)
        },
        Damage("payment-history-broken", by: "a payment's history ends elsewhere") {
            try await $0.system.payments.damage(
                "DELETE FROM payment_history WHERE payment_sn = $1 AND to_status = 2", $0.latePayment)
        },
        Damage("refund-mismatch", by: "a refund is gone") {
            try await $0.system.payments.damage("DELETE FROM refund WHERE payment_sn = $1", $0.latePayment)
        },
        Damage("refund-mismatch", by: "a refund is of less than was paid") {
            try await $0.system.payments.damage(
                "UPDATE refund SET amount = amount - 1 WHERE payment_sn = $1", $0.latePayment)
        },
        Damage("refund-forgotten", by: "nobody asks for a refund", mended: true) {
            try await $0.system.payments.damage(
                "UPDATE refund SET done_at = NULL WHERE payment_sn = $1", $0.latePayment)
        },
    ]

    private static let between = [
        Damage("payment-not-applied", by: "an order does not know of its payment", mended: true) {
            try await $0.forgetPayment()
        },
        Damage("payment-not-refunded", by: "the payment for a closed order is kept", mended: true) {
            try await $0.forgetRefund(of: $0.latePayment)
        },
        Damage("refund-not-applied", by: "an order does not know of its refund", mended: true) {
            try await $0.system.orders.damage(
                "UPDATE homestay_order SET trade_state = 1, version = 2 WHERE sn = $1", $0.refunded)
            try await $0.forgetHistory(of: $0.refunded, to: 3)
            try await $0.system.orders.damage(
                "UPDATE homestay_night SET taken = 2 WHERE night = (SELECT first_night FROM homestay_order WHERE sn = $1)",
                $0.refunded)
        },
        Damage("refund-one-sided", by: "the order is refunded and the payment is not") {
            try await $0.forgetRefund(of: $0.refundedPayment)
        },
        Damage("paid-without-payment", by: "a payment is gone") {
            try await $0.system.payments.damage("DELETE FROM payment WHERE sn = $1", $0.paidPayment)
        },
        Damage("payment-without-order", by: "a payment is for no order") {
            try await $0.system.payments.damage(
                "UPDATE payment SET order_sn = 'HSO0' WHERE sn = $1", $0.latePayment)
        },
        Damage("amount-differs", by: "less was paid than the order comes to") {
            try await $0.system.payments.damage(
                "UPDATE payment SET pay_total = pay_total - 1 WHERE sn = $1", $0.paidPayment)
        },
    ]

    private static let ofQueues = [
        Damage("close-task-missing", by: "the queue lost a task", mended: true) {
            try await $0.system.broker.delete($0.unpaid, in: "default")
        },
        Damage("close-task-archived", by: "a close task was given up", mended: true) {
            try await $0.system.broker.archive($0.unpaid, in: "default")
        },
        Damage("dead-letter", "payment-not-applied", by: "the event of a payment failed", mended: true) {
            try await $0.forgetPayment()
            _ = try await $0.bury($0.paid)
        },
        Damage("dead-letter", by: "an event cannot be read") {
            _ = try await $0.bury($0.paid, value: "{")
        },
        Damage("dead-letter", by: "an event is about no order") {
            _ = try await $0.bury("HSO0")
        },
        Damage("dead-letter", by: "something else is among the dead letters") {
            _ = try await $0.system.events.producer.send(Event(topic: "other.dead", text: "?"))
        },
        Damage("events-stuck", by: "nobody handles an event") {
            _ = try await $0.system.events.producer.send(
                Event(topic: PaymentStatusChanged.topic, key: $0.paid, text: "{}"))
        },
    ]
}

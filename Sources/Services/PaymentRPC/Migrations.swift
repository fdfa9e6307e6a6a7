import Database
import Outbox

/// The schema of the payments' database. Moments are in nanoseconds since 1970.
enum Migrations {
    static let all = [
        Migration(
            1, "payments, refunds, history, outbox",
            [
                // `announced_status` is the last status that the queue was told of.
                """
                CREATE TABLE payment (
                    id {identity},
                    sn TEXT NOT NULL UNIQUE,
                    user_id BIGINT NOT NULL,
                    order_sn TEXT NOT NULL,
                    service_type TEXT NOT NULL,
                    pay_mode TEXT NOT NULL,
                    pay_total BIGINT NOT NULL CHECK (pay_total > 0),
                    pay_status BIGINT NOT NULL CHECK (pay_status BETWEEN -1 AND 2),
                    trade_type TEXT NOT NULL,
                    trade_state TEXT NOT NULL,
                    trade_state_desc TEXT NOT NULL,
                    transaction_id TEXT NOT NULL,
                    announced_status BIGINT NOT NULL,
                    created_at BIGINT NOT NULL,
                    updated_at BIGINT NOT NULL,
                    paid_at BIGINT
                )
                """,
                "CREATE INDEX payment_by_order ON payment (order_sn, id)",
                "CREATE UNIQUE INDEX payment_unpaid ON payment (order_sn) WHERE pay_status = 0",
                "CREATE UNIQUE INDEX payment_paid ON payment (order_sn) WHERE pay_status = 1",
                // The same money does not pay twice.
                "CREATE UNIQUE INDEX payment_transaction ON payment (pay_mode, transaction_id) WHERE pay_status > 0",
                // One refund a payment, of all that was paid. `done_at` is null until the provider has agreed.
                """
                CREATE TABLE refund (
                    id {identity},
                    sn TEXT NOT NULL UNIQUE,
                    payment_sn TEXT NOT NULL UNIQUE,
                    amount BIGINT NOT NULL CHECK (amount > 0),
                    reason TEXT NOT NULL,
                    provider_refund_id TEXT NOT NULL,
                    created_at BIGINT NOT NULL,
                    done_at BIGINT
                )
                """,
                // `from_status` is null where the payment was made.
                """
                CREATE TABLE payment_history (
                    id {identity},
                    payment_sn TEXT NOT NULL,
                    from_status BIGINT,
                    to_status BIGINT NOT NULL,
                    at BIGINT NOT NULL,
                    actor TEXT NOT NULL,
                    reason TEXT NOT NULL
                )
                """,
                "CREATE INDEX payment_history_by_payment ON payment_history (payment_sn)",
            ] + Outbox.schema),
        Migration(2, "traces in the outbox", Outbox.traceSchema),
    ]
}

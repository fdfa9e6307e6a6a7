import Database
import Outbox

/// The schema of the orders' database.
enum Migrations {
    static let all = [
        Migration(
            1, "orders, nights, history, idempotency keys, outbox",
            [
                // Columns that repeat the homestay are its snapshot at the time of the order.
                """
                CREATE TABLE homestay_order (
                    id {identity},
                    sn TEXT NOT NULL UNIQUE,
                    user_id BIGINT NOT NULL,
                    homestay_id BIGINT NOT NULL,
                    title TEXT NOT NULL,
                    sub_title TEXT NOT NULL,
                    cover TEXT NOT NULL,
                    info TEXT NOT NULL,
                    people_num BIGINT NOT NULL,
                    row_type BIGINT NOT NULL,
                    food_info TEXT NOT NULL,
                    food_price BIGINT NOT NULL,
                    homestay_price BIGINT NOT NULL,
                    market_homestay_price BIGINT NOT NULL,
                    homestay_business_id BIGINT NOT NULL,
                    homestay_user_id BIGINT NOT NULL,
                    first_night BIGINT NOT NULL,
                    nights BIGINT NOT NULL,
                    live_start_date BIGINT NOT NULL,
                    live_end_date BIGINT NOT NULL,
                    live_people_num BIGINT NOT NULL,
                    need_food BIGINT NOT NULL,
                    remark TEXT NOT NULL,
                    order_total_price BIGINT NOT NULL,
                    food_total_price BIGINT NOT NULL,
                    homestay_total_price BIGINT NOT NULL,
                    trade_code TEXT NOT NULL,
                    trade_state BIGINT NOT NULL,
                    created_at BIGINT NOT NULL,
                    version BIGINT NOT NULL
                )
                """,
                "CREATE INDEX homestay_order_by_user ON homestay_order (user_id, id)",
                // What the sweeps look for. The rows leave these indexes when the order moves on.
                "CREATE INDEX homestay_order_unpaid ON homestay_order (created_at) WHERE trade_state = 0",
                "CREATE INDEX homestay_order_paid ON homestay_order (live_end_date) WHERE trade_state = 1",
                // One row a night and homestay: rooms have a capacity of 1, homestays sold by person that of the
                // homestay. `night` counts days since 1970-01-01.
                """
                CREATE TABLE homestay_night (
                    homestay_id BIGINT NOT NULL,
                    night BIGINT NOT NULL,
                    row_type BIGINT NOT NULL,
                    capacity BIGINT NOT NULL,
                    taken BIGINT NOT NULL,
                    PRIMARY KEY (homestay_id, night),
                    CHECK (taken >= 0 AND taken <= capacity)
                )
                """,
                // `from_state` is null where the order was placed; `applied` is 0 where a transition was refused and
                // an operator should know of it.
                """
                CREATE TABLE homestay_order_history (
                    id {identity},
                    order_id BIGINT NOT NULL,
                    from_state BIGINT,
                    to_state BIGINT NOT NULL,
                    applied BIGINT NOT NULL,
                    at BIGINT NOT NULL,
                    actor TEXT NOT NULL,
                    reason TEXT NOT NULL
                )
                """,
                "CREATE INDEX homestay_order_history_by_order ON homestay_order_history (order_id)",
                """
                CREATE TABLE idempotency_key (
                    user_id BIGINT NOT NULL,
                    idempotency_key TEXT NOT NULL,
                    request TEXT NOT NULL,
                    order_sn TEXT NOT NULL,
                    created_at BIGINT NOT NULL,
                    PRIMARY KEY (user_id, idempotency_key)
                )
                """,
                "CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at)",
            ] + Outbox.schema),
        // A guest's list of one state reads its page and nothing else, however many orders there are in other states.
        Migration(
            2, "a guest's orders by state",
            ["CREATE INDEX homestay_order_by_user_and_state ON homestay_order (user_id, trade_state, id)"]),
        Migration(3, "traces in the outbox", Outbox.traceSchema),
    ]
}

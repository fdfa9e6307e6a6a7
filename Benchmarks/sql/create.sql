-- What placing an order does to the database, for pgbench.
\set user random(1000, 1063)
\set night random(20000, 20364)
\set number random(1, 9000000000000000)
BEGIN;
INSERT INTO homestay_order (
    sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price,
    homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights,
    live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price,
    food_total_price, homestay_total_price, trade_code, trade_state, created_at, version
) VALUES (
    'HSO' || :number, :user, 1, 'A bed by the lake', 'Dali, by the lake',
    'https://images.example.com/homestay/lake-1.jpg',
    'Five beds around the stove of a felt tent. Horses by the hour.', 1000000, 1, 'Breakfast', 1500, 8000, 10000, 1, 1,
    :night, 1, 1893456000, 1893542400, 1, 0, '', 8000, 0, 8000, 'ABCDEFGH', 0, 1893456000000000000, 1
) ON CONFLICT (sn) DO NOTHING RETURNING id \gset
INSERT INTO homestay_night (homestay_id, night, row_type, capacity, taken)
VALUES (1, :night, 1, 1000000000, 1)
ON CONFLICT (homestay_id, night) DO UPDATE SET
    row_type = excluded.row_type,
    capacity = excluded.capacity,
    taken = homestay_night.taken + excluded.taken
WHERE (homestay_night.taken = 0 OR homestay_night.row_type = excluded.row_type)
    AND homestay_night.taken + excluded.taken <= excluded.capacity;
INSERT INTO homestay_order_history (order_id, from_state, to_state, applied, at, actor, reason)
VALUES (:id, NULL, 0, 1, 1893456000000000000, 'guest:1', 'placed');
INSERT INTO outbox (kind, message_key, payload, attempts, created_at, due_at)
VALUES ('close-order', 'HSO' || :number, '', 0, 1893456000000000000, 1893456000000000000);
COMMIT;

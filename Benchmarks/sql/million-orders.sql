-- A million orders that closed long ago, 20 each of the guests 1 to 50,000.
INSERT INTO homestay_order (
    sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price,
    homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights,
    live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price,
    food_total_price, homestay_total_price, trade_code, trade_state, created_at, version
)
SELECT
    'HSO1' || lpad(number::text, 17, '0'), number % 50000 + 1, 1, 'A bed by the lake', 'Dali, by the lake',
    'https://images.example.com/homestay/lake-1.jpg',
    'Five beds around the stove of a felt tent. Horses by the hour.', 4, 0, 'Breakfast', 1500, 8000, 10000, 1, 1,
    19000 + number % 365, 1, 1700000000, 1700086400, 1, 0, '', 8000, 0, 8000, 'ABCDEFGH', -1,
    1690000000000000000 + number * 1000000, 2
FROM generate_series(1::bigint, 1000000) AS number;
VACUUM ANALYZE homestay_order;

-- What reading an order asks of the database, for pgbench.
\set number random(1, 1000000)
SELECT id, sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price,
    homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights,
    live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price, food_total_price,
    homestay_total_price, trade_code, trade_state, created_at, version
FROM homestay_order WHERE sn = 'HSO1' || lpad((:number)::text, 17, '0');

import Database
import DatabaseSQLite
import Foundation
import Logging
import OrderRPC

/// Runs the statements of a placed order, and nothing else, from 64 tasks: what the database alone allows.
///
/// Usage: bare-transaction <folder> <seconds>. Prints transactions a second.
@main
struct BareTransaction {
    static let tasks = 64

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let seconds = Double(arguments[2]) else {
            print("usage: bare-transaction <folder> <seconds>")
            exit(64)
        }
        let database = try await SQLiteDatabase(
            path: arguments[1] + "/bare.sqlite", logger: Logger(label: "bare-transaction"))
        try await OrderRPCServer.migrate(database)
        let start = ContinuousClock.now
        let deadline = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < deadline {
                        try await placeOrder(number: "\(task)-\(count)", night: Int64(count % 365), in: database)
                        count += 1
                    }
                    return count
                }
            }
            var total = 0
            for try await count in group { total += count }
            return total
        }
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        print(Int(Double(count) / elapsed))
        await database.close()
    }

    private static func placeOrder(number: String, night: Int64, in database: SQLiteDatabase) async throws {
        try await database.write { connection in
            let id = try connection.firstRow(
                """
                INSERT INTO homestay_order (
                    sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price,
                    homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights,
                    live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price,
                    food_total_price, homestay_total_price, trade_code, trade_state, created_at, version
                ) VALUES (
                    $1, $2, 1, $3, $3, $4, $5, 1000000, 1, $3, 1500, 8000, 10000, 1, 1, $6, 1, 1893456000, 1893542400, 1,
                    0, '', 8000, 0, 8000, 'ABCDEFGH', 0, $7, 1
                ) ON CONFLICT (sn) DO NOTHING RETURNING id
                """,
                number, Int64(number.utf8.count), "A bed by the lake", "https://images.example.com/homestay/lake-1.jpg",
                "Five beds around the stove of a felt tent. Horses by the hour.", night, Int64(1_893_456_000)
            ) { row in try row.next() as Int64 }
            try connection.execute(
                """
                INSERT INTO homestay_night (homestay_id, night, row_type, capacity, taken)
                VALUES (1, $1, 1, 1000000000, 1)
                ON CONFLICT (homestay_id, night) DO UPDATE SET
                    row_type = excluded.row_type,
                    capacity = excluded.capacity,
                    taken = homestay_night.taken + excluded.taken
                WHERE (homestay_night.taken = 0 OR homestay_night.row_type = excluded.row_type)
                    AND homestay_night.taken + excluded.taken <= excluded.capacity
                """, night)
            try connection.execute(
                """
                INSERT INTO homestay_order_history (order_id, from_state, to_state, applied, at, actor, reason)
                VALUES ($1, NULL, 0, 1, 1893456000, 'guest:1', 'placed')
                """, id)
            try connection.execute(
                """
                INSERT INTO outbox (kind, message_key, payload, attempts, created_at, due_at)
                VALUES ('close-order', $1, $2, 0, 1893456000, 1893456000)
                """, number, [UInt8]())
        }
    }
}

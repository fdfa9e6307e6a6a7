import Database
import protocol Database.Database
import DatabasePostgreSQL
import DatabaseSQLite
import Foundation
import Logging
import OrderRPC

/// Runs the statements of a placed order, or of an order's detail, and nothing else, from 64 tasks: what the database
/// and its driver alone allow.
///
/// Usage: bare-transaction <folder, or postgres://…> <create or detail> <seconds>. Prints transactions a second. For
/// `detail` there must be the orders of `Benchmarks/sql/million-orders.sql`.
@main
struct BareTransaction {
    static let tasks = 64

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, ["create", "detail"].contains(arguments[2]), let seconds = Double(arguments[3])
        else {
            print("usage: bare-transaction <folder, or postgres://…> <create or detail> <seconds>")
            exit(64)
        }
        let isReading = arguments[2] == "detail"
        let database = try await open(arguments[1])
        let start = ContinuousClock.now
        let deadline = start + .seconds(seconds)
        let run = UInt32.random(in: 0 ... .max)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < deadline {
                        if isReading {
                            try await readOrder(number: .random(in: 1...1_000_000), in: database)
                        } else {
                            try await placeOrder(
                                number: "\(run)-\(task)-\(count)", night: .random(in: 20_000..<20_365), in: database)
                        }
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

    private static func open(_ place: String) async throws -> any Database {
        let logger = Logger(label: "bare-transaction")
        let database: any Database =
            if place.hasPrefix("postgres") {
                try await PostgresDatabase(PostgresConfiguration(url: place), logger: logger)
            } else {
                try await SQLiteDatabase(path: place + "/bare.sqlite", logger: logger)
            }
        try await OrderRPCServer.migrate(database)
        return database
    }

    private static func readOrder(number: Int, in database: any Database) async throws {
        let digits = "\(number)"
        let sn = "HSO1" + String(repeating: "0", count: 17 - digits.count) + digits
        let id = try await database.query { connection in
            try connection.firstRow(
                """
                SELECT id, sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info,
                    food_price, homestay_price, market_homestay_price, homestay_business_id, homestay_user_id,
                    first_night, nights, live_start_date, live_end_date, live_people_num, need_food, remark,
                    order_total_price, food_total_price, homestay_total_price, trade_code, trade_state, created_at,
                    version
                FROM homestay_order WHERE sn = $1
                """, sn
            ) { row in try row.next() as Int64 }
        }
        guard id != nil else { throw DatabaseError(.other, "there is no order \(sn)") }
    }

    private static func placeOrder(number: String, night: Int64, in database: any Database) async throws {
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

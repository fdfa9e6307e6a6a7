import Clocks
import Database
import OrderContract
import ServiceKit
import SwiftProtobuf
import TestSupport
import Testing

@testable import OrderRPC

@Suite("How orders are read on PostgreSQL", .timeLimit(.minutes(10)))
struct PostgresPlanTests {
    @Test("a guest's list, and what the sweeps look for, is found by an index among the orders of all others")
    func usesIndex() async throws {
        try await OrderFixture.with(.postgres) { fixture in
            try await fixture.database.write { connection in
                try connection.execute(Self.manyOrders)
                try connection.execute("ANALYZE homestay_order")
            }
            let plans = try await fixture.database.write { connection in
                let orders = OrderTable(connection)
                for state in [TradeState.paid.rawValue, Self.anyState] {
                    let request = Pb_UserHomestayOrderListReq.with {
                        $0.userID = 7
                        $0.pageSize = 20
                        $0.traderState = state
                    }
                    _ = try orders.summaries(OrderPage(request, CallMetadata()))
                }
                _ = try orders.unpaid(placedBy: fixture.clock.now, limit: 100)
                _ = try orders.paid(leavingBefore: 0, limit: 100)
                let names = try connection.rows(
                    """
                    SELECT name FROM pg_prepared_statements
                    WHERE statement LIKE '%FROM homestay_order WHERE%' AND statement NOT LIKE '%pg_prepared%'
                    """
                ) { row in try row.next() as String }
                // As the plan is once the statement has been used a while: the same for all guests.
                try connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
                return try names.map { name in
                    try connection.rows("EXPLAIN EXECUTE \(name) (\(Self.arguments(of: name, connection)))") { row in
                        try row.next() as String
                    }
                }
            }
            #expect(plans.count == 4)
            for plan in plans {
                #expect(plan.contains { $0.contains("Index Scan") }, "\(plan)")
                #expect(!plan.contains { $0.contains("Seq Scan") }, "\(plan)")
            }
            let lists = plans.filter { plan in plan.contains { $0.contains("homestay_order_by_user") } }
            #expect(lists.count == 2, "\(plans)")
        }
    }

    /// No state has this number.
    private static let anyState: Int64 = 99

    /// As many ones as a prepared statement has parameters.
    private static func arguments(of name: String, _ connection: any DatabaseConnection) throws -> String {
        let count: Int? = try connection.firstRow(
            "SELECT array_length(parameter_types, 1) FROM pg_prepared_statements WHERE name = $1", name
        ) { row in try row.next() }
        return Array(repeating: "1", count: count ?? 0).joined(separator: ", ")
    }

    /// 20,000 orders of 1,000 guests, most of which are over.
    private static let manyOrders = """
        INSERT INTO homestay_order (
            sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price,
            homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights,
            live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price,
            food_total_price, homestay_total_price, trade_code, trade_state, created_at, version
        )
        SELECT 'HSO' || n, n % 1000, 1, 'a title', 'another title', '/cover.jpg', 'a few words', 2, 0, '', 0, 100, 100,
            1, 1, n, 1, n, n + 86400, 1, 0, '', 100, 0, 100, '1234',
            CASE n % 100 WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN -1 ELSE 2 END, n, 1
        FROM generate_series(1, 20000) AS orders (n)
        """
}

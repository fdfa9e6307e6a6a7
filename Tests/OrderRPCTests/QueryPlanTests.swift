import Database
import DatabaseSQLite
import OrderContract
import TestSupport
import Testing

@testable import OrderRPC

@Suite("How orders are read")
struct QueryPlanTests {
    @Test(
        "a page of a guest's orders, or an order, is found by an index and needs no sorting",
        arguments: [
            (OrderTable.page(OrderTable.columns), "(user_id=? AND id<?)"),
            (OrderTable.page(Pb_HomestayOrderSummary.columns), "(user_id=? AND id<?)"),
            (OrderTable.pageInState(OrderTable.columns), "(user_id=? AND trade_state=? AND id<?)"),
            (OrderTable.pageInState(Pb_HomestayOrderSummary.columns), "(user_id=? AND trade_state=? AND id<?)"),
            (OrderTable.bySn, "(sn=?)"),
        ])
    func usesIndex(sql: String, condition: String) async throws {
        try await withSQLite { database in
            try await OrderRPCServer.migrate(database)
            let plan = try await database.read { connection in
                var steps: [String] = []
                let parameters = (1...4).filter { sql.contains("$\($0)") }.map { _ in 1 as Int64 }
                try connection.forEachRow("EXPLAIN QUERY PLAN \(sql)", parameters) { row in
                    _ = (try row.next() as Int64, try row.next() as Int64, try row.next() as Int64)
                    steps.append(try row.next())
                }
                return steps
            }
            #expect(plan.count == 1)
            #expect(plan.first?.contains("USING INDEX") == true)
            #expect(plan.first?.hasSuffix(condition) == true, "\(plan)")
        }
    }
}

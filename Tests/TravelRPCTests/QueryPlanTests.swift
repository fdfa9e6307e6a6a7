import Database
import Testing

@testable import TravelRPC

@Suite("How the catalogue is read")
struct QueryPlanTests {
    @Test(
        "no list reads the whole table, and none is sorted after reading",
        arguments: [
            (HomestayStore.onSale, 2), (HomestayStore.onSaleOfBusiness, 3), (HomestayStore.largestSavings, 1),
            (BusinessStore.newest, 2), (BusinessStore.best, 1), (CommentStore.newest, 2),
            (HomestayStore.byID, 1), (BusinessStore.byID, 1),
        ])
    func usesIndex(sql: String, parameters: Int) async throws {
        try await withSampleCatalogue { catalogue in
            let plan = try await catalogue.database.read { connection in
                var steps: [String] = []
                let numbers = (0..<parameters).map { _ in 1 as Int64 }
                try connection.forEachRow("EXPLAIN QUERY PLAN \(sql)", numbers) { row in
                    _ = (try row.next() as Int64, try row.next() as Int64, try row.next() as Int64)
                    steps.append(try row.next())
                }
                return steps
            }
            #expect(!plan.isEmpty)
            for step in plan {
                #expect(!step.contains("TEMP B-TREE"), "\(step)")
                #expect(step.contains("INDEX") || step.contains("PRIMARY KEY"), "\(step)")
            }
        }
    }

    @Test("the database refuses rows that make no sense")
    func constraints() async throws {
        try await withSampleCatalogue { catalogue in
            for change in [
                "people_num = 0", "row_state = 2", "row_type = -1", "homestay_price = -1", "food_price = -1",
                "homestay_business_id = 999",
            ] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await catalogue.database.write { connection in
                        _ = try connection.execute("UPDATE homestay SET \(change) WHERE id = 1")
                    }
                }
                #expect(error?.code == .constraintViolation, "\(change)")
            }
        }
    }
}

import Database
import TestSupport
import Testing

@testable import TravelRPC

@Suite("How the catalogue is read")
struct QueryPlanTests {
    private static let queries = [
        (HomestayStore.onSale, 2), (HomestayStore.onSaleOfBusiness, 3), (HomestayStore.largestSavings, 1),
        (BusinessStore.newest, 2), (BusinessStore.best, 1), (CommentStore.newest, 2),
        (HomestayStore.byID, 1), (BusinessStore.byID, 1),
    ]

    @Test("no list reads the whole table, and none is sorted after reading", arguments: queries)
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

    @Test("on PostgreSQL, no list has to read the whole table, or to be sorted after reading")
    func usesIndexOnPostgreSQL() async throws {
        try await withSampleCatalogue(.postgres) { catalogue in
            for (sql, parameters) in Self.queries {
                let plan = try await catalogue.database.read { connection in
                    // The sample fits a page, which is best read as a whole. This shows what can be done without.
                    for setting in ["enable_seqscan", "enable_sort", "enable_bitmapscan"] {
                        try connection.execute("SET LOCAL \(setting) = off")
                    }
                    var steps: [String] = []
                    let numbers = (0..<parameters).map { _ in 1 as Int64 }
                    try connection.forEachRow("EXPLAIN \(sql)", numbers) { row in steps.append(try row.next()) }
                    return steps
                }
                #expect(plan.contains { $0.contains("Index") }, "\(plan)")
                #expect(!plan.contains { $0.contains("Seq Scan") || $0.contains("Sort") }, "\(plan)")
            }
        }
    }

    @Test("the database refuses rows that make no sense", arguments: TestEngine.allCases)
    func constraints(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
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

import Database
import ServiceKit
import TestSupport
import Testing
import TravelContract

@testable import TravelRPC

@Suite("The sample catalogue")
struct CatalogueSeedTests {
    @Test("without a host nothing is written", arguments: TestEngine.allCases)
    func noHost(engine: TestEngine) async throws {
        try await withCatalogue(engine) { catalogue in
            let error = await #expect(throws: ServiceError.self) {
                try await TravelRPCServer.seed(catalogue.database, hosts: [])
            }
            #expect(error?.message == "hosts must name at least one user")
            let homestays = try await count("homestay", in: catalogue)
            #expect(homestays == 0)
        }
    }

    @Test("a second time adds nothing, also for other hosts", arguments: TestEngine.allCases)
    func idempotent(engine: TestEngine) async throws {
        try await withCatalogue(engine) { catalogue in
            #expect(try await TravelRPCServer.seed(catalogue.database, hosts: [7]) == 16)
            let before = try await catalogue.homestays.homestay(1)
            #expect(try await TravelRPCServer.seed(catalogue.database, hosts: [8, 9]) == 0)
            #expect(try await catalogue.homestays.homestay(1) == before)
            #expect(try await count("homestay", in: catalogue) == 16)
            #expect(try await count("homestay_business", in: catalogue) == 5)
            #expect(try await count("homestay_comment", in: catalogue) == 6)
        }
    }

    @Test("seeding at the same time adds everything once", arguments: TestEngine.allCases)
    func concurrent(engine: TestEngine) async throws {
        try await withCatalogue(engine) { catalogue in
            let database = catalogue.database
            let added = try await withThrowingTaskGroup(of: Int.self) { group in
                for host in 1...8 as ClosedRange<Int64> {
                    group.addTask { try await TravelRPCServer.seed(database, hosts: [host]) }
                }
                return try await group.reduce(0, +)
            }
            #expect(added == 16)
            #expect(try await count("homestay", in: catalogue) == 16)
        }
    }

    @Test("what an operator changed stays changed", arguments: TestEngine.allCases)
    func keepsChanges(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            try await catalogue.database.write { connection in
                _ = try connection.execute("UPDATE homestay SET homestay_price = 1 WHERE id = 1")
                _ = try connection.execute("DELETE FROM homestay_comment WHERE homestay_id = 2")
                _ = try connection.execute("DELETE FROM homestay WHERE id = 2")
            }
            #expect(try await TravelRPCServer.seed(catalogue.database, hosts: [99]) == 1)
            #expect(try await catalogue.homestays.homestay(1)?.price == 1)
            // The business is still run by whom it was run by.
            let newest = try await catalogue.homestays.onSale(NumberedPage(page: 1, pageSize: 1)).first
            #expect(newest?.title == "Tea farmer's house in Longjing")
            #expect(newest?.hostID == 11)
        }
    }

    @Test("it has what there is to try: both ways to sell, with and without food, one off the shelf")
    func variety() {
        let homestays = SampleBusiness.all.flatMap(\.homestays)
        #expect(homestays.contains { $0.isSoldByPerson && $0.food != nil })
        #expect(homestays.contains { !$0.isSoldByPerson && $0.food != nil })
        #expect(homestays.contains { !$0.isSoldByPerson && $0.food == nil })
        #expect(homestays.count { !$0.isOnSale } == 1)
        #expect(homestays.map(\.capacity).min() == 1)
        #expect(homestays.map(\.capacity).max() == 12)
        #expect(homestays.allSatisfy { $0.price > 0 && $0.marketPrice >= $0.price })
    }

    private func count(_ table: String, in catalogue: Catalogue) async throws -> Int64? {
        try await catalogue.database.read { connection in
            try connection.firstRow("SELECT count(*) FROM \(table)") { row in try row.next() as Int64 }
        }
    }
}

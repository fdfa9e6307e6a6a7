import GRPCCore
import ServiceKit
import TestSupport
import Testing
import TravelContract

@testable import TravelRPC

@Suite("Lists of the catalogue")
struct CataloguePagesTests {
    @Test("a page that does not exist is refused by name", arguments: [0, -1, .min, 10_001, .max] as [Int64])
    func wrongPage(page: Int64) async throws {
        try await withCatalogue { catalogue in
            var request = Pb_HomestayPageReq()
            request.page = page
            request.pageSize = 10
            let error = await #expect(throws: ServiceError.self) {
                try await catalogue.catalogue.homestayPage(request: request, context: .test)
            }
            #expect(error?.code == .parameter)
            #expect(error?.message == "page must be 1 to 10000")
        }
    }

    @Test("a page size beyond 1 to 100 is refused by name in each list", arguments: [0, -5, 101, .max] as [Int64])
    func wrongPageSize(size: Int64) async throws {
        try await withCatalogue { catalogue in
            let service = catalogue.catalogue
            var page = Pb_HomestayPageReq()
            page.page = 1
            page.pageSize = size
            var business = Pb_BusinessHomestaysReq()
            business.homestayBusinessID = 1
            business.pageSize = size
            var guess = Pb_GuessHomestaysReq()
            guess.pageSize = size
            var businesses = Pb_BusinessPageReq()
            businesses.pageSize = size
            var best = Pb_BestBusinessesReq()
            best.pageSize = size
            var comments = Pb_CommentPageReq()
            comments.pageSize = size
            let errors = await [
                #expect(throws: ServiceError.self) { try await service.homestayPage(request: page, context: .test) },
                #expect(throws: ServiceError.self) {
                    try await service.businessHomestays(request: business, context: .test)
                },
                #expect(throws: ServiceError.self) { try await service.guessHomestays(request: guess, context: .test) },
                #expect(throws: ServiceError.self) {
                    try await service.businessPage(request: businesses, context: .test)
                },
                #expect(throws: ServiceError.self) { try await service.bestBusinesses(request: best, context: .test) },
                #expect(throws: ServiceError.self) { try await service.commentPage(request: comments, context: .test) },
            ]
            for error in errors { #expect(error?.message == "pageSize must be 1 to 100") }
        }
    }

    @Test("a list cannot begin below a negative id")
    func negativeLastID() async throws {
        try await withCatalogue { catalogue in
            var request = Pb_BusinessHomestaysReq()
            request.homestayBusinessID = 1
            request.lastID = -1
            request.pageSize = 10
            let error = await #expect(throws: ServiceError.self) {
                try await catalogue.catalogue.businessHomestays(request: request, context: .test)
            }
            #expect(error?.message == "lastId must not be negative")
        }
    }

    @Test("no business has the number 0", arguments: TestEngine.allCases)
    func businessZero(engine: TestEngine) async throws {
        try await withCatalogue(engine) { catalogue in
            var request = Pb_BusinessHomestaysReq()
            request.pageSize = 10
            let error = await #expect(throws: ServiceError.self) {
                try await catalogue.catalogue.businessHomestays(request: request, context: .test)
            }
            #expect(error?.message == "homestayBusinessId must be at least 1")
        }
    }

    @Test("pages follow one another, newest first, without what is off the shelf", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var seen: [Int64] = []
            for page in 1...4 as ClosedRange<Int64> {
                var request = Pb_HomestayPageReq()
                request.page = page
                request.pageSize = 5
                let list = try await catalogue.catalogue.homestayPage(request: request, context: .test).list
                #expect(list.count == (page < 4 ? 5 : 0))
                #expect(list.allSatisfy { $0.rowState == 1 })
                seen += list.map(\.id)
            }
            #expect(seen == Set(seen).sorted(by: >))
        }
    }

    @Test("a business's list goes on below the last id", arguments: TestEngine.allCases)
    func businessPages(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var request = Pb_BusinessHomestaysReq()
            request.homestayBusinessID = 5
            request.pageSize = 3
            let first = try await catalogue.catalogue.businessHomestays(request: request, context: .test).list
            request.lastID = try #require(first.last).id
            let second = try await catalogue.catalogue.businessHomestays(request: request, context: .test).list
            #expect(first.count == 3)
            #expect(second.count == 1)
            #expect((first + second).allSatisfy { $0.homestayBusinessID == 5 })
            #expect((first + second).map(\.id) == (first + second).map(\.id).sorted(by: >))
        }
    }

    @Test("guests are offered the largest savings first", arguments: TestEngine.allCases)
    func guesses(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var request = Pb_GuessHomestaysReq()
            request.pageSize = 100
            let list = try await catalogue.catalogue.guessHomestays(request: request, context: .test).list
            let savings = list.map { $0.marketHomestayPrice - $0.homestayPrice }
            #expect(list.count == 15)
            #expect(savings == savings.sorted(by: >))
            #expect(list.allSatisfy { $0.rowState == 1 })
        }
    }

    @Test("the best businesses come by rank, and those without one are left out", arguments: TestEngine.allCases)
    func bestBusinesses(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var request = Pb_BestBusinessesReq()
            request.pageSize = 10
            let list = try await catalogue.catalogue.bestBusinesses(request: request, context: .test).list
            #expect(list.map(\.rank) == [1, 2, 3, 4])
        }
    }

    @Test("an unknown business is unset, not an error", arguments: TestEngine.allCases)
    func unknownBusiness(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var request = Pb_BusinessDetailReq()
            request.id = 999
            #expect(try await !catalogue.catalogue.businessDetail(request: request, context: .test).hasBusiness)
            request.id = 1
            let found = try await catalogue.catalogue.businessDetail(request: request, context: .test).business
            #expect(found.title == "West Lake Courtyards")
            #expect(found.userID == 11)
        }
    }

    @Test("comments are listed newest first, page by page", arguments: TestEngine.allCases)
    func comments(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var request = Pb_CommentPageReq()
            request.pageSize = 4
            let first = try await catalogue.catalogue.commentPage(request: request, context: .test).list
            request.lastID = try #require(first.last).id
            let second = try await catalogue.catalogue.commentPage(request: request, context: .test).list
            #expect((first + second).map(\.id) == [6, 5, 4, 3, 2, 1])
        }
    }
}

import GRPCCore
import GRPCInProcessTransport
import Logging
import ServiceKit
import TestSupport
import Testing
import TravelContract

@testable import TravelRPC

@Suite("One homestay")
struct HomestayDetailTests {
    @Test(
        "a homestay that does not exist is unset", arguments: TestEngine.allCases, [0, -1, 4711, .max, .min] as [Int64])
    func unknown(engine: TestEngine, id: Int64) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var request = Pb_HomestayDetailReq()
            request.id = id
            let response = try await catalogue.travel.homestayDetail(request: request, context: .test)
            #expect(!response.hasHomestay)
        }
    }

    @Test("a homestay off the shelf is shown as such", arguments: TestEngine.allCases)
    func offTheShelf(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            var states: [Int64] = []
            for id in 1...16 as ClosedRange<Int64> {
                var request = Pb_HomestayDetailReq()
                request.id = id
                let homestay = try await catalogue.travel.homestayDetail(request: request, context: .test).homestay
                states.append(homestay.rowState)
            }
            #expect(states.count { $0 == 0 } == 1)
        }
    }

    @Test("every field reaches the caller, over gRPC", arguments: TestEngine.allCases)
    func overGRPC(engine: TestEngine) async throws {
        try await withSampleCatalogue(engine) { catalogue in
            let server = try await TravelRPCServer(database: catalogue.database, logger: Logger(label: "travel"))
            let transport = InProcessTransport()
            try await withGRPCServer(
                transport: transport.server, services: [server.travel, server.catalogue],
                interceptors: [RPCErrors(logger: Logger(label: "travel"))]
            ) { _ in
                try await withGRPCClient(transport: transport.client) { client in
                    var request = Pb_HomestayDetailReq()
                    request.id = 1
                    let homestay = try await Pb_travel.Client(wrapping: client).homestayDetail(request).homestay
                    #expect(homestay.title == "Courtyard room by West Lake")
                    #expect(homestay.subTitle == "Hangzhou, five minutes on foot from the Su Causeway")
                    #expect(homestay.banner.split(separator: ",").count == 3)
                    #expect(homestay.peopleNum == 2)
                    #expect(homestay.homestayBusinessID == 1)
                    #expect(homestay.userID == 11)
                    #expect(homestay.rowState == 1)
                    #expect(homestay.rowType == 0)
                    #expect(homestay.foodInfo == "Congee, buns and Longjing tea")
                    #expect(homestay.foodPrice == 3_800)
                    #expect(homestay.homestayPrice == 46_800)
                    #expect(homestay.marketHomestayPrice == 56_800)
                }
            }
        }
    }

    @Test("over gRPC a wrong page size is an invalid argument")
    func invalidOverGRPC() async throws {
        try await withCatalogue { catalogue in
            let server = try await TravelRPCServer(database: catalogue.database, logger: Logger(label: "travel"))
            let transport = InProcessTransport()
            try await withGRPCServer(transport: transport.server, services: [server.travel, server.catalogue]) { _ in
                try await withGRPCClient(transport: transport.client) { client in
                    let error = await #expect(throws: RPCError.self) {
                        try await Pb_travelCatalogue.Client(wrapping: client).guessHomestays(Pb_GuessHomestaysReq())
                    }
                    #expect(error?.code == .invalidArgument)
                    #expect(error?.message == "pageSize must be 1 to 100")
                }
            }
        }
    }
}

import ErrorContract
import GRPCCore
import Hummingbird
import ServiceKit
import TravelContract

extension TravelAPIRoutes {
    func addHomestays(to routes: APIRoutes) {
        routes.post("/travel/v1/homestay/homestayList") { (input: HomestayListReq, _) in
            try await homestayList(input)
        }
        routes.post("/travel/v1/homestay/businessList") { (input: BusinessListReq, _) in
            try await businessList(input)
        }
        routes.post("/travel/v1/homestay/guessList") { (_: GuessListReq, _) in try await guessList() }
        routes.post("/travel/v1/homestay/homestayDetail") { (input: HomestayDetailReq, _) in
            try await homestayDetail(input)
        }
    }

    private func homestayList(_ input: HomestayListReq) async throws -> HomestayListResp {
        var request = Pb_HomestayPageReq()
        request.page = input.page
        request.pageSize = input.pageSize
        return HomestayListResp(list: try await catalogue.homestayPage(request).list.map(Homestay.init))
    }

    private func businessList(_ input: BusinessListReq) async throws -> BusinessListResp {
        var request = Pb_BusinessHomestaysReq()
        request.lastID = input.lastId
        request.pageSize = input.pageSize
        request.homestayBusinessID = input.homestayBusinessId
        return BusinessListResp(list: try await catalogue.businessHomestays(request).list.map(Homestay.init))
    }

    private func guessList() async throws -> GuessListResp {
        var request = Pb_GuessHomestaysReq()
        request.pageSize = Self.guesses
        return GuessListResp(list: try await catalogue.guessHomestays(request).list.map(Homestay.init))
    }

    private func homestayDetail(_ input: HomestayDetailReq) async throws -> HomestayDetailResp {
        var request = Pb_HomestayDetailReq()
        request.id = input.id
        let response = try await travel.homestayDetail(request)
        guard response.hasHomestay else { throw ServiceError(.homestayNotFound, "no such homestay") }
        return HomestayDetailResp(homestay: Homestay(response.homestay))
    }

    /// How many homestays a guest is offered.
    private static let guesses: Int64 = 10
}

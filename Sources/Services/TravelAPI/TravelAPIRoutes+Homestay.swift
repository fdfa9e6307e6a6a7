import APIRuntime
import ErrorContract
import GRPCCore
import ServiceKit
import TravelContract

extension TravelAPIRoutes: HomestayHandlers {
    func homestayList(_ input: HomestayListReq, in call: APIRequest) async throws -> HomestayListResp {
        var request = Pb_HomestayPageReq()
        request.page = input.page
        request.pageSize = input.pageSize
        return HomestayListResp(list: try await catalogue.homestayPage(request).list.map(Homestay.init))
    }

    func businessList(_ input: BusinessListReq, in call: APIRequest) async throws -> BusinessListResp {
        var request = Pb_BusinessHomestaysReq()
        request.lastID = input.lastId
        request.pageSize = input.pageSize
        request.homestayBusinessID = input.homestayBusinessId
        return BusinessListResp(list: try await catalogue.businessHomestays(request).list.map(Homestay.init))
    }

    func guessList(_ input: GuessListReq, in call: APIRequest) async throws -> GuessListResp {
        var request = Pb_GuessHomestaysReq()
        request.pageSize = Self.guesses
        return GuessListResp(list: try await catalogue.guessHomestays(request).list.map(Homestay.init))
    }

    func homestayDetail(_ input: HomestayDetailReq, in call: APIRequest) async throws -> HomestayDetailResp {
        var request = Pb_HomestayDetailReq()
        request.id = input.id
        let response = try await travel.homestayDetail(request)
        guard response.hasHomestay else { throw ServiceError(.homestayNotFound, "no such homestay") }
        return HomestayDetailResp(homestay: Homestay(response.homestay))
    }

    /// How many homestays a guest is offered.
    private static let guesses: Int64 = 10
}

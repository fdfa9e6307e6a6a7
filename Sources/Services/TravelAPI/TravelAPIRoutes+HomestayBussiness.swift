import APIRuntime
import ErrorContract
import GRPCCore
import ServiceKit
import TravelContract

extension TravelAPIRoutes: HomestayBussinessHandlers {
    func goodBoss(_ input: GoodBossReq, in call: APIRequest) async throws -> GoodBossResp {
        var request = Pb_BestBusinessesReq()
        request.pageSize = Self.bosses
        let businesses = try await catalogue.bestBusinesses(request).list
        let hosts = try await profiles.profiles(of: businesses.map(\.userID))
        return GoodBossResp(
            list: businesses.map { business in
                HomestayBusinessBoss(
                    hosts[business.userID] ?? Profile(userID: business.userID), rank: business.rank)
            })
    }

    func homestayBussinessList(
        _ input: HomestayBussinessListReq, in call: APIRequest
    ) async throws -> HomestayBussinessListResp {
        var request = Pb_BusinessPageReq()
        request.lastID = input.lastId
        request.pageSize = input.pageSize
        return HomestayBussinessListResp(
            list: try await catalogue.businessPage(request).list.map(HomestayBusinessListInfo.init))
    }

    func homestayBussinessDetail(
        _ input: HomestayBussinessDetailReq, in call: APIRequest
    ) async throws -> HomestayBussinessDetailResp {
        var request = Pb_BusinessDetailReq()
        request.id = input.id
        let response = try await catalogue.businessDetail(request)
        guard response.hasBusiness else { throw ServiceError(.businessNotFound, "no such homestay business") }
        let host = try await profiles.profile(of: response.business.userID)
        return HomestayBussinessDetailResp(boss: HomestayBusinessBoss(host, rank: response.business.rank))
    }

    /// How many of the best hosts are shown.
    private static let bosses: Int64 = 10
}

import ErrorContract
import GRPCCore
import Hummingbird
import ServiceKit
import TravelContract

extension TravelAPIRoutes {
    func addBusinesses(to routes: APIRoutes) {
        routes.post("/travel/v1/homestayBussiness/goodBoss") { (_: GoodBossReq, _) in try await goodBoss() }
        routes.post("/travel/v1/homestayBussiness/homestayBussinessList") { (input: HomestayBussinessListReq, _) in
            try await homestayBussinessList(input)
        }
        routes.post("/travel/v1/homestayBussiness/homestayBussinessDetail") {
            (input: HomestayBussinessDetailReq, _) in
            try await homestayBussinessDetail(input)
        }
    }

    private func goodBoss() async throws -> GoodBossResp {
        var request = Pb_BestBusinessesReq()
        request.pageSize = Self.bosses
        let businesses = try await catalogue.bestBusinesses(request).list
        let hosts = try await profiles.profiles(of: businesses.map(\.userID))
        return GoodBossResp(
            list: businesses.map { business in
                HomestayBusinessBoss(
                    host: hosts[business.userID] ?? Profile(userID: business.userID), rank: business.rank)
            })
    }

    private func homestayBussinessList(
        _ input: HomestayBussinessListReq
    ) async throws -> HomestayBussinessListResp {
        var request = Pb_BusinessPageReq()
        request.lastID = input.lastId
        request.pageSize = input.pageSize
        return HomestayBussinessListResp(
            list: try await catalogue.businessPage(request).list.map(HomestayBusinessListInfo.init))
    }

    private func homestayBussinessDetail(
        _ input: HomestayBussinessDetailReq
    ) async throws -> HomestayBussinessDetailResp {
        var request = Pb_BusinessDetailReq()
        request.id = input.id
        let response = try await catalogue.businessDetail(request)
        guard response.hasBusiness else { throw ServiceError(.businessNotFound, "no such homestay business") }
        let host = try await profiles.profile(of: response.business.userID)
        return HomestayBussinessDetailResp(boss: HomestayBusinessBoss(host: host, rank: response.business.rank))
    }

    /// How many of the best hosts are shown.
    private static let bosses: Int64 = 10
}

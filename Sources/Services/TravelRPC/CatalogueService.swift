import GRPCCore
import ServiceKit
import TravelContract

/// `pb.travelCatalogue`: the lists that guests browse.
struct CatalogueService: Pb_travelCatalogue.SimpleServiceProtocol {
    let homestays: HomestayStore
    let businesses: BusinessStore
    let comments: CommentStore

    func homestayPage(request: Pb_HomestayPageReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        let page = try NumberedPage(page: request.page, pageSize: request.pageSize)
        return try await Pb_HomestaysResp(homestays.onSale(page))
    }

    func businessHomestays(
        request: Pb_BusinessHomestaysReq, context: ServerContext
    ) async throws -> Pb_HomestaysResp {
        guard request.homestayBusinessID > 0 else {
            throw ServiceError(.parameter, "homestayBusinessId must be at least 1")
        }
        let page = try DescendingPage(lastID: request.lastID, pageSize: request.pageSize)
        return try await Pb_HomestaysResp(homestays.onSale(ofBusiness: request.homestayBusinessID, page))
    }

    func guessHomestays(request: Pb_GuessHomestaysReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        try await Pb_HomestaysResp(homestays.largestSavings(limit: Paging.size(request.pageSize)))
    }

    func businessPage(
        request: Pb_BusinessPageReq, context: ServerContext
    ) async throws -> Pb_HomestayBusinessesResp {
        let page = try DescendingPage(lastID: request.lastID, pageSize: request.pageSize)
        return try await Pb_HomestayBusinessesResp(businesses.newest(page))
    }

    func bestBusinesses(
        request: Pb_BestBusinessesReq, context: ServerContext
    ) async throws -> Pb_HomestayBusinessesResp {
        try await Pb_HomestayBusinessesResp(businesses.best(limit: Paging.size(request.pageSize)))
    }

    func businessDetail(
        request: Pb_BusinessDetailReq, context: ServerContext
    ) async throws -> Pb_BusinessDetailResp {
        var response = Pb_BusinessDetailResp()
        if let business = try await businesses.business(request.id) {
            response.business = Pb_HomestayBusiness(business)
        }
        return response
    }

    func commentPage(
        request: Pb_CommentPageReq, context: ServerContext
    ) async throws -> Pb_HomestayCommentsResp {
        let page = try DescendingPage(lastID: request.lastID, pageSize: request.pageSize)
        return try await Pb_HomestayCommentsResp(comments.newest(page))
    }

    func catalogueRevision(
        request: Pb_CatalogueRevisionReq, context: ServerContext
    ) async throws -> Pb_CatalogueRevisionResp {
        var response = Pb_CatalogueRevisionResp()
        response.revision = try await homestays.revision()
        return response
    }
}

import GRPCCore
import TravelContract

/// A travel-rpc without what we added to its contract: homestays are asked for one by one.
struct NoCatalogue: Pb_travelCatalogue.SimpleServiceProtocol {
    private static let missing = RPCError(code: .unimplemented, message: "there is no catalogue here")

    func homestayPage(request: Pb_HomestayPageReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        throw Self.missing
    }

    func businessHomestays(request: Pb_BusinessHomestaysReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        throw Self.missing
    }

    func guessHomestays(request: Pb_GuessHomestaysReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        throw Self.missing
    }

    func businessPage(request: Pb_BusinessPageReq, context: ServerContext) async throws -> Pb_HomestayBusinessesResp {
        throw Self.missing
    }

    func bestBusinesses(request: Pb_BestBusinessesReq, context: ServerContext) async throws -> Pb_HomestayBusinessesResp
    {
        throw Self.missing
    }

    func businessDetail(request: Pb_BusinessDetailReq, context: ServerContext) async throws -> Pb_BusinessDetailResp {
        throw Self.missing
    }

    func commentPage(request: Pb_CommentPageReq, context: ServerContext) async throws -> Pb_HomestayCommentsResp {
        throw Self.missing
    }

    func catalogueRevision(request: Pb_CatalogueRevisionReq, context: ServerContext) async throws
        -> Pb_CatalogueRevisionResp
    {
        throw Self.missing
    }
}

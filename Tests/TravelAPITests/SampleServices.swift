import GRPCCore
import ServiceKit
import TravelContract
import UsercenterContract

/// The other services, with one homestay, one business, one comment and one user.
struct SampleTravel: Pb_travel.SimpleServiceProtocol {
    static let homestay: Pb_Homestay = {
        var homestay = Pb_Homestay()
        homestay.id = 3
        homestay.title = "Canal loft"
        homestay.peopleNum = 4
        homestay.homestayBusinessID = 2
        homestay.userID = 7
        homestay.rowState = 1
        homestay.foodPrice = 5
        homestay.homestayPrice = 39_900
        homestay.marketHomestayPrice = 45_910
        return homestay
    }()

    func homestayDetail(
        request: Pb_HomestayDetailReq, context: ServerContext
    ) async throws -> Pb_HomestayDetailResp {
        var response = Pb_HomestayDetailResp()
        if request.id == Self.homestay.id { response.homestay = Self.homestay }
        return response
    }
}

struct SampleCatalogue: Pb_travelCatalogue.SimpleServiceProtocol {
    func catalogueRevision(
        request: Pb_CatalogueRevisionReq, context: ServerContext
    ) async throws -> Pb_CatalogueRevisionResp { .init() }

    private var homestays: Pb_HomestaysResp {
        var response = Pb_HomestaysResp()
        response.list = [SampleTravel.homestay]
        return response
    }

    private var business: Pb_HomestayBusiness {
        var business = Pb_HomestayBusiness()
        business.id = 2
        business.userID = 7
        business.title = "Canal Houses"
        business.star = 4.5
        business.rank = 1
        business.personConsume = 19_950
        return business
    }

    func homestayPage(request: Pb_HomestayPageReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        guard request.page == 1 else { throw ServiceError(.parameter, "page must be 1 to 10000") }
        return homestays
    }

    func businessHomestays(
        request: Pb_BusinessHomestaysReq, context: ServerContext
    ) async throws -> Pb_HomestaysResp {
        request.homestayBusinessID == 2 ? homestays : Pb_HomestaysResp()
    }

    func guessHomestays(request: Pb_GuessHomestaysReq, context: ServerContext) async throws -> Pb_HomestaysResp {
        homestays
    }

    func businessPage(
        request: Pb_BusinessPageReq, context: ServerContext
    ) async throws -> Pb_HomestayBusinessesResp {
        var response = Pb_HomestayBusinessesResp()
        response.list = [business]
        return response
    }

    /// The second is of a user whom usercenter does not know.
    func bestBusinesses(
        request: Pb_BestBusinessesReq, context: ServerContext
    ) async throws -> Pb_HomestayBusinessesResp {
        var orphan = business
        orphan.userID = 8
        orphan.rank = 2
        var response = Pb_HomestayBusinessesResp()
        response.list = [business, orphan]
        return response
    }

    func businessDetail(
        request: Pb_BusinessDetailReq, context: ServerContext
    ) async throws -> Pb_BusinessDetailResp {
        var response = Pb_BusinessDetailResp()
        if request.id == business.id { response.business = business }
        return response
    }

    func commentPage(
        request: Pb_CommentPageReq, context: ServerContext
    ) async throws -> Pb_HomestayCommentsResp {
        var comment = Pb_HomestayComment()
        comment.id = 1
        comment.homestayID = 3
        comment.userID = 7
        comment.content = "Boats pass."
        comment.star = 4
        var response = Pb_HomestayCommentsResp()
        response.list = [comment]
        return response
    }
}

/// Knows user 7, whose mobile number no guest may see.
struct SampleUsers: Pb_usercenter.SimpleServiceProtocol {
    func getUserInfo(request: Pb_GetUserInfoReq, context: ServerContext) async throws -> Pb_GetUserInfoResp {
        guard request.id == 7 else {
            throw ServiceError(.init(200_003, "USER_NOT_FOUND", .notFound), "no such user")
        }
        var response = Pb_GetUserInfoResp()
        response.user.id = 7
        response.user.mobile = "13800000199"
        response.user.nickname = "Shen"
        response.user.avatar = "shen.jpg"
        response.user.info = "Hosts."
        return response
    }

    func login(request: Pb_LoginReq, context: ServerContext) async throws -> Pb_LoginResp { throw unused }

    func register(request: Pb_RegisterReq, context: ServerContext) async throws -> Pb_RegisterResp { throw unused }

    func getUserAuthByAuthKey(
        request: Pb_GetUserAuthByAuthKeyReq, context: ServerContext
    ) async throws -> Pb_GetUserAuthByAuthKeyResp { throw unused }

    func getUserAuthByUserId(
        request: Pb_GetUserAuthByUserIdReq, context: ServerContext
    ) async throws -> Pb_GetUserAuthyUserIdResp { throw unused }

    func generateToken(
        request: Pb_GenerateTokenReq, context: ServerContext
    ) async throws -> Pb_GenerateTokenResp { throw unused }

    private var unused: RPCError { RPCError(code: .unimplemented, message: "not used here") }
}

import GRPCCore
import ServiceKit
import UsercenterContract

/// usercenter-rpc, with user 7 and the password that is right.
struct SampleUsers: Pb_usercenter.SimpleServiceProtocol {
    func register(request: Pb_RegisterReq, context: ServerContext) async throws -> Pb_RegisterResp {
        guard request.authType == "system", request.authKey == request.mobile, request.nickname.isEmpty else {
            throw RPCError(code: .invalidArgument, message: "not what the contract says")
        }
        guard request.mobile != "13800000199" else {
            throw ServiceError(.init(200_001, "MOBILE_REGISTERED", .conflict), "registered already")
        }
        var response = Pb_RegisterResp()
        response.accessToken = "token of \(request.mobile)"
        response.accessExpire = 200
        response.refreshAfter = 100
        return response
    }

    func login(request: Pb_LoginReq, context: ServerContext) async throws -> Pb_LoginResp {
        guard request.authType == "system", request.authKey == "13800000199", request.password == "right" else {
            throw ServiceError(.init(200_002, "WRONG_CREDENTIALS", .unauthenticated), "wrong")
        }
        var response = Pb_LoginResp()
        response.accessToken = "token of 7"
        response.accessExpire = 200
        response.refreshAfter = 100
        return response
    }

    func getUserInfo(request: Pb_GetUserInfoReq, context: ServerContext) async throws -> Pb_GetUserInfoResp {
        guard request.id == 7 else {
            throw ServiceError(.init(200_003, "USER_NOT_FOUND", .notFound), "no such user")
        }
        var response = Pb_GetUserInfoResp()
        response.user.id = 7
        response.user.mobile = "13800000199"
        response.user.nickname = "Shen"
        response.user.sex = 1
        return response
    }

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

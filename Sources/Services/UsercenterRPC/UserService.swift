import Clocks
import GRPCCore
import Logging
import ServiceKit
import UsercenterContract

/// `pb.usercenter`.
struct UserService: Pb_usercenter.SimpleServiceProtocol {
    let users: UserStore
    let tokens: AccessTokens
    let hasher: PasswordHasher
    let logger: Logger
    let clock: any WallClock

    func getUserInfo(request: Pb_GetUserInfoReq, context: ServerContext) async throws -> Pb_GetUserInfoResp {
        guard let user = try await users.user(request.id) else { throw ServiceError.userNotFound }
        var response = Pb_GetUserInfoResp()
        response.user = Pb_User(user)
        return response
    }

    /// `userAuth` is unset where nobody has the key.
    func getUserAuthByAuthKey(
        request: Pb_GetUserAuthByAuthKeyReq, context: ServerContext
    ) async throws -> Pb_GetUserAuthByAuthKeyResp {
        let key = try SignInKey(authType: request.authType, authKey: request.authKey)
        var response = Pb_GetUserAuthByAuthKeyResp()
        if let auth = try await users.auth(key) { response.userAuth = Pb_UserAuth(auth) }
        return response
    }

    /// `userAuth` is unset where the user does not sign in this way.
    func getUserAuthByUserId(
        request: Pb_GetUserAuthByUserIdReq, context: ServerContext
    ) async throws -> Pb_GetUserAuthyUserIdResp {
        let kind = try SignInKey.Kind(authType: request.authType)
        var response = Pb_GetUserAuthyUserIdResp()
        if let auth = try await users.auth(of: request.userID, kind) { response.userAuth = Pb_UserAuth(auth) }
        return response
    }

    /// The caller answers for the user's identity.
    func generateToken(
        request: Pb_GenerateTokenReq, context: ServerContext
    ) async throws -> Pb_GenerateTokenResp {
        guard let user = try await users.user(request.userID) else { throw ServiceError.userNotFound }
        return try await Pb_GenerateTokenResp(tokens.issue(for: user.id))
    }
}

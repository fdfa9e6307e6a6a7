import APIRuntime
import GRPCCore
import ServiceKit
import UsercenterContract

extension UsercenterAPIRoutes: UserHandlers {
    func register(_ input: RegisterReq, in call: APIRequest) async throws -> RegisterResp {
        var request = Pb_RegisterReq()
        request.mobile = input.mobile
        request.password = input.password
        request.authType = Self.mobileAndPassword
        request.authKey = input.mobile
        let answer = try await users.register(request)
        return RegisterResp(
            accessToken: answer.accessToken, accessExpire: answer.accessExpire, refreshAfter: answer.refreshAfter)
    }

    func login(_ input: LoginReq, in call: APIRequest) async throws -> LoginResp {
        var request = Pb_LoginReq()
        request.authType = Self.mobileAndPassword
        request.authKey = input.mobile
        request.password = input.password
        let answer = try await users.login(request)
        return LoginResp(
            accessToken: answer.accessToken, accessExpire: answer.accessExpire, refreshAfter: answer.refreshAfter)
    }

    /// The record of whoever holds the token; there is no way to ask for another's.
    func detail(_ input: UserInfoReq, by user: UserID, in call: APIRequest) async throws -> UserInfoResp {
        var request = Pb_GetUserInfoReq()
        request.id = user
        let found = try await users.getUserInfo(request).user
        return UserInfoResp(
            userInfo: User(
                id: found.id, mobile: found.mobile, nickname: found.nickname, sex: found.sex, avatar: found.avatar,
                info: found.info))
    }

    /// Refuses: it needs an account with WeChat, which nothing here has.
    func wxMiniAuth(_ input: WXMiniAuthReq, in call: APIRequest) async throws -> WXMiniAuthResp {
        throw ServiceError(.forbidden, "signing in from the WeChat mini program is not set up")
    }

    private static let mobileAndPassword = "system"
}

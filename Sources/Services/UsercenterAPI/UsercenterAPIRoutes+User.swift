import GRPCCore
import ServiceKit
import UsercenterContract

extension UsercenterAPIRoutes {
    func register(_ input: RegisterReq) async throws -> RegisterResp {
        var request = Pb_RegisterReq()
        request.mobile = input.mobile
        request.password = input.password
        request.authType = Self.mobileAndPassword
        request.authKey = input.mobile
        return RegisterResp(try await users.register(request))
    }

    func login(_ input: LoginReq) async throws -> LoginResp {
        var request = Pb_LoginReq()
        request.authType = Self.mobileAndPassword
        request.authKey = input.mobile
        request.password = input.password
        return LoginResp(try await users.login(request))
    }

    /// The record of whoever holds the token; there is no way to ask for another's.
    func detail(_ user: UserID) async throws -> UserInfoResp {
        var request = Pb_GetUserInfoReq()
        request.id = user
        return UserInfoResp(userInfo: User(try await users.getUserInfo(request).user))
    }

    private static let mobileAndPassword = "system"
}

import Clocks
import GRPCCore
import ServiceKit
import UsercenterContract

extension UserService {
    /// Adds a user and signs them in.
    ///
    /// By `system` with a password. By `wxMini` without one: the caller has asked WeChat who the open id is.
    func register(request: Pb_RegisterReq, context: ServerContext) async throws -> Pb_RegisterResp {
        let mobile = try MobileNumber(request.mobile)
        let nickname = try Nickname.chosen(request.nickname, mobile: mobile)
        let key = try Self.key(of: request, mobile)
        let password = key.kind == .system ? try Password(chosen: request.password) : nil
        // Most of those who register twice are told without the price of a hash; the database decides the rest.
        if try await users.isRegistered(mobile) { throw ServiceError.mobileRegistered }
        var user = NewUser(mobile: mobile, nickname: nickname, key: key, createdAt: clock.now)
        if let password { user.passwordHash = try await hasher.hash(password) }
        guard let id = try await users.register(user) else { throw ServiceError.mobileRegistered }
        return try await Pb_RegisterResp(tokens.issue(for: id))
    }

    private static func key(of request: Pb_RegisterReq, _ mobile: MobileNumber) throws(ServiceError) -> SignInKey {
        switch try SignInKey.Kind(authType: request.authType) {
        case .system:
            guard request.authKey.isEmpty || request.authKey == mobile.text else {
                throw ServiceError(.parameter, "authKey must be the mobile number")
            }
            return SignInKey(mobile: mobile)
        case .wxMini:
            guard request.password.isEmpty else {
                throw ServiceError(.parameter, "password must be empty where authType is wxMini")
            }
            return try SignInKey(authType: request.authType, authKey: request.authKey)
        }
    }
}

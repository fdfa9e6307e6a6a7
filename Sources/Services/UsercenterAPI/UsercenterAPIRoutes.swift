import Hummingbird
public import ServiceKit
public import UsercenterContract

/// usercenter-api: accounts and sign-in over HTTP, as `usercenter.api` describes them.
///
/// Signing in from the WeChat mini program is not among them: it needs an account with WeChat.
public struct UsercenterAPIRoutes: Sendable {
    let users: any Pb_usercenter.ClientProtocol

    public init(users: any Pb_usercenter.ClientProtocol) {
        self.users = users
    }

    /// Adds `/usercenter/v1/user/…`.
    public func add(to routes: APIRoutes) {
        routes.post("/usercenter/v1/user/register") { (input: RegisterReq, _) in try await register(input) }
        routes.post("/usercenter/v1/user/login") { (input: LoginReq, _) in try await login(input) }
        routes.post(signedIn: "/usercenter/v1/user/detail") { (_: UserInfoReq, user, _) in
            try await detail(user)
        }
    }
}

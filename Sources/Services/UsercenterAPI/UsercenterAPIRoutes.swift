public import ServiceKit
public import UsercenterContract

/// usercenter-api: accounts and sign-in over HTTP, as `usercenter.api` describes them.
public struct UsercenterAPIRoutes: Sendable {
    let users: any Pb_usercenter.ClientProtocol

    public init(users: any Pb_usercenter.ClientProtocol) {
        self.users = users
    }

    /// Adds the endpoints of `usercenter.api`.
    public func add(to routes: ServiceRoutes) throws {
        try routes.api.register(user: self)
        routes.add(.usercenter)
    }
}

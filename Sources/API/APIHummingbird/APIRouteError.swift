import APIRuntime

/// A file asks for something of a route that the options do not have.
public struct APIRouteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is missing of ``APIRouteOptions``.
    public enum Part: Sendable, Equatable {
        /// `authenticate`, for a route with `jwt: section`.
        case authenticate(section: String?)
        /// `verifySignature`, for a route with `signature: true`.
        case verifySignature
        /// The middleware of this name.
        case middleware(String)
    }

    /// The handler of the route, as the file has it.
    public let handler: String
    /// The method and path of the route: `POST /order/v1/…`.
    public let route: String
    public let missing: Part

    init(_ route: APIRoute, lacks missing: Part) {
        handler = route.handler
        self.route = "\(route.method.rawValue) \(route.path)"
        self.missing = missing
    }

    public var description: String {
        let reason =
            switch missing {
            case .authenticate(let section?): "asks for a sign-in (jwt: \(section)), and options.authenticate is nil"
            case .authenticate(nil): "is for signed-in users, and says not by which section"
            case .verifySignature: "asks for a signature, and options.verifySignature is nil"
            case .middleware(let name): "asks for the middleware \(name), and options.middleware has none of that name"
            }
        return "\(handler) (\(route)) \(reason)"
    }
}

public import APIRuntime
import HTTPTypes
public import Hummingbird

/// Puts the routes of `.api` files on a Hummingbird router.
///
///     let router = Router()
///     try APIRoutes<_, Never>(on: router).register(shelf: Shelf())
///     try await Application(router: router).runService()
public struct APIRoutes<Context: RequestContext, Identity: Sendable>: APIRouter {
    /// The router that routes are put on.
    public let router: Router<Context>
    private let options: APIRouteOptions<Context, Identity>

    /// Routes for a router, which may have others as well.
    public init(on router: Router<Context>, options: APIRouteOptions<Context, Identity> = .init()) {
        self.router = router
        self.options = options
    }

    /// Puts a route on the router that anyone may call.
    /// - Throws: ``APIRouteError``.
    public func add(
        _ route: APIRoute, _ handler: @escaping @Sendable (APIRequest) async throws -> APIAnswer
    ) throws(APIRouteError) {
        try put(route, handler)
    }

    /// Puts a route on the router that only those may call whom `authenticate` knows.
    /// - Throws: ``APIRouteError``.
    public func add(
        signedIn route: APIRoute, _ handler: @escaping @Sendable (APIRequest, Identity) async throws -> APIAnswer
    ) throws(APIRouteError) {
        guard let signIn = route.signIn, let authenticate = options.authenticate else {
            throw APIRouteError(route, lacks: .authenticate(section: route.signIn?.section))
        }
        try put(route) { request in
            try await handler(request, authenticate(request, signIn))
        }
    }

    private func put(
        _ route: APIRoute, _ handler: @escaping @Sendable (APIRequest) async throws -> APIAnswer
    ) throws(APIRouteError) {
        let verifySignature = route.checksSignature ? options.verifySignature : nil
        if route.checksSignature, verifySignature == nil { throw APIRouteError(route, lacks: .verifySignature) }
        let group = router.group()
        for name in route.middleware {
            guard let middleware = options.middleware[name] else {
                throw APIRouteError(route, lacks: .middleware(name))
            }
            group.add(middleware: middleware)
        }
        let (responder, deadline) = (options.responder, (route.timeout ?? options.timeout).map(Deadline.init))
        let maximumBody = route.maximumBody ?? options.maximumBody
        // Each of them is a token, as a method has to be.
        let method = HTTPRequest.Method(rawValue: route.method.rawValue)!
        group.on(RouterPath(route.path), method: method) { request, context in
            do {
                let request = try await APIRequest(reading: request, upTo: maximumBody, context)
                let answer: @Sendable () async throws -> Response = {
                    try await verifySignature?(request)
                    return switch try await handler(request) {
                    case .events(let events): Response(events: events, logger: context.logger)
                    case let answer: try responder.response(to: answer, of: route)
                    }
                }
                guard let deadline else { return try await answer() }
                return try await deadline.run(answer)
            } catch {
                return try responder.response(to: error, of: route, in: context)
            }
        }
    }
}

/// Where generated code puts routes: the adapter to a web framework.
public protocol APIRouter<Identity> {
    /// Whom a signed-in request speaks for. `Never` where no route asks for a sign-in.
    associatedtype Identity: Sendable

    /// Adds a route that anyone may call.
    /// - Throws: what of the route the router cannot do.
    func add(_ route: APIRoute, _ handler: @escaping @Sendable (APIRequest) async throws -> APIAnswer) throws

    /// Adds a route for signed-in users.
    /// - Throws: what of the route the router cannot do.
    func add(
        signedIn route: APIRoute, _ handler: @escaping @Sendable (APIRequest, Identity) async throws -> APIAnswer
    ) throws
}

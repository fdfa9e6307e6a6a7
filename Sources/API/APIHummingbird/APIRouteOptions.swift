public import APIRuntime
public import Hummingbird

/// How an application serves what its `.api` files ask for.
public struct APIRouteOptions<Context: RequestContext, Identity: Sendable>: Sendable {
    /// Finds who makes a request, for routes with `jwt`. What it throws is answered in place of the handler.
    public var authenticate: (@Sendable (APIRequest, APISignIn) async throws -> Identity)?

    /// Checks a request's signature, for routes with `signature: true`. What it throws is answered in place of the
    /// handler.
    public var verifySignature: (@Sendable (APIRequest) async throws -> Void)?

    /// What the names behind `middleware:` stand for. Those of a route run in the order of their names there.
    public var middleware: [String: any MiddlewareProtocol<Request, Response, Context>] = [:]

    /// Makes responses of what handlers answer and throw.
    public var responder: any APIResponder = PlainResponder()

    /// The longest body that is read where a file does not say (`maxBytes`), in bytes.
    public var maximumBody = 1 << 20

    /// How long a handler may take where a file does not say (`timeout`); `nil` for as long as it likes.
    public var timeout: Duration?

    /// Makes options for routes that need neither a sign-in nor middleware.
    public init() {}
}

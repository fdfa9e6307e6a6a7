public import APIRuntime
public import Hummingbird

/// Makes responses of what handlers answer and throw.
public protocol APIResponder: Sendable {
    /// The response to a request that was handled.
    /// - Parameter answer: empty or JSON; events are written by the routes themselves.
    func response(to answer: APIAnswer, of route: APIRoute) throws -> Response

    /// The response to a request that was not: its input was refused, or its handler threw.
    /// - Throws: an error for the router's middleware, or for Hummingbird, which answers those that are
    ///   `HTTPResponseError` with their status and others with 500.
    func response(to error: any Error, of route: APIRoute, in context: some RequestContext) throws -> Response
}

extension APIResponder {
    /// Leaves the error to the router's middleware.
    public func response(to error: any Error, of route: APIRoute, in context: some RequestContext) throws -> Response {
        throw error
    }
}

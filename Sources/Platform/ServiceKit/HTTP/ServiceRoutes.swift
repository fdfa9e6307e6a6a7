public import APIHummingbird
import APIRuntime
public import Hummingbird

/// The place where HTTP services put their endpoints.
///
/// A handler sees a request that was read and checked; what it answers comes in the envelope of a success, and whatever
/// is thrown in that of a failure.
public final class ServiceRoutes {
    /// For routes that no `.api` file describes.
    public let router: Router<APIContext>
    private let tokens: AccessTokens
    /// What the services here have in common is known when all are there.
    var documents: [APIDocuments] = []

    public init(tokens: AccessTokens) {
        router = Router(context: APIContext.self)
        router.middlewares.add(FailureEnvelopes())
        self.tokens = tokens
    }

    /// Where the endpoints of an `.api` file go.
    public var api: APIRoutes<APIContext, UserID> { api(responder: EnvelopeResponder()) }

    /// Where the endpoints of an `.api` file go that are not all answered in the envelope.
    /// - Parameter maximumBody: the longest body that is read where the file does not say, in bytes.
    public func api(responder: some APIResponder, maximumBody: Int = 1 << 20) -> APIRoutes<APIContext, UserID> {
        var options = APIRouteOptions<APIContext, UserID>()
        options.authenticate = { [tokens] request, _ in
            try await tokens.verify(authorization: request.headers[.authorization])
        }
        options.responder = responder
        options.maximumBody = maximumBody
        return APIRoutes(on: router, options: options)
    }
}

public import APIHummingbird
import APIRuntime
public import Hummingbird

/// The place where HTTP services put their endpoints.
///
/// A handler sees a request that was read and checked; what it answers comes in the envelope of a success, and whatever
/// is thrown in that of a failure. Around all of them, in one order, stands what ``HTTPOptions`` turn on.
public final class ServiceRoutes {
    /// For routes that no `.api` file describes.
    public let router: Router<APIContext>
    private let tokens: AccessTokens
    private let options: HTTPOptions
    /// Where a server counts requests that wait; `nil` where nobody asks.
    let arrivals: Arrivals?
    /// What the services here have in common is known when all are there.
    var documents: [APIDocuments] = []

    /// - Parameter options: what requests go through; tracer and metrics must have been set up before.
    public init(tokens: AccessTokens, options: HTTPOptions = HTTPOptions()) {
        router = Router(context: APIContext.self)
        let chain = HTTPChain(options, tokens: tokens)
        router.middlewares.add(chain)
        arrivals = chain.shedding?.arrivals
        self.tokens = tokens
        self.options = options
    }

    /// Where the endpoints of an `.api` file go.
    public var api: APIRoutes<APIContext, UserID> { api(responder: EnvelopeResponder()) }

    /// Where the endpoints of an `.api` file go that are not all answered in the envelope.
    /// - Parameter maximumBody: the longest body that is read where the file does not say, in bytes; that of the options
    ///   unless given.
    public func api(responder: some APIResponder, maximumBody: Int? = nil) -> APIRoutes<APIContext, UserID> {
        var options = APIRouteOptions<APIContext, UserID>()
        options.authenticate = { [tokens] request, _ in
            try await tokens.verify(authorization: request.headers[.authorization])
        }
        options.responder = responder
        options.maximumBody = maximumBody ?? self.options.maximumBody
        options.timeout = self.options.timeout
        return APIRoutes(on: router, options: options)
    }
}

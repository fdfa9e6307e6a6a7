public import Hummingbird
public import JSON
import NIOCore

/// The place where HTTP services put their endpoints.
///
/// An endpoint takes a JSON object and answers with one. Its handler sees a request that was read and checked; whatever
/// it throws becomes the envelope of a failure.
public struct APIRoutes {
    /// The longest body that is read, in bytes, whether its length is announced or it comes in chunks.
    public static let maximumBody = 1 << 20

    /// For routes of another kind than endpoints.
    public let router: Router<APIContext>
    private let tokens: AccessTokens

    public init(tokens: AccessTokens) {
        router = Router(context: APIContext.self)
        router.middlewares.add(FailureEnvelopes())
        self.tokens = tokens
    }

    /// Adds an endpoint that anyone may call.
    public func post<Input: JSONDecodable & Sendable, Output: JSONEncodable & Sendable>(
        _ path: RouterPath,
        _ handler: @escaping @Sendable (Input, Request) async throws -> Output
    ) {
        router.post(path) { request, _ in
            try await Response(data: handler(Input(json: Self.object(of: request)), request))
        }
    }

    /// Adds an endpoint for signed-in users.
    public func post<Input: JSONDecodable & Sendable, Output: JSONEncodable & Sendable>(
        signedIn path: RouterPath,
        _ handler: @escaping @Sendable (Input, UserID, Request) async throws -> Output
    ) {
        let tokens = tokens
        router.post(path) { request, _ in
            let user = try await tokens.verify(authorization: request.headers[.authorization])
            return try await Response(data: handler(Input(json: Self.object(of: request)), user, request))
        }
    }

    /// The request's body as a JSON object; an empty body is an empty object.
    /// - Throws: an error that becomes 400 or 413.
    private static func object(of request: Request) async throws -> JSONObject {
        let body = try await request.body.collect(upTo: maximumBody)
        guard body.readableBytes > 0 else { return try JSONObject(parsing: emptyObject) }
        return try JSONObject(parsing: body.readableBytesView)
    }

    private static let emptyObject = Array("{}".utf8)
}

import APIRuntime
import HTTPTypes
import Hummingbird
import NIOCore

extension APIRequest {
    /// Reads a request whole.
    /// - Throws: 413 where the body is longer than `limit` bytes; ``APIInputError`` where the path is not well encoded.
    init(reading request: Request, upTo limit: Int, _ context: some RequestContext) async throws {
        // What says itself that it is too long is not even begun with.
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw HTTPError(.contentTooLarge)
        }
        let body = try await request.body.collect(upTo: limit)
        try self.init(
            method: request.method, path: request.uri.path, query: request.uri.query ?? "", headers: request.headers,
            parameters: context.parameters.reduce(into: [:]) { $0[String($1.key)] = String($1.value) },
            body: Array(body.readableBytesView))
    }
}

import HTTPTypes
public import Hummingbird

/// A handler was cancelled because its time was over.
///
/// Answered with 503, as go-zero does, by applications that do not answer it otherwise.
public struct DeadlineExceeded: Error, Sendable, HTTPResponseError, CustomStringConvertible {
    /// How long the handler was given.
    public let timeout: Duration

    public var status: HTTPResponse.Status { .serviceUnavailable }

    public func response(from request: Request, context: some RequestContext) throws -> Response {
        try HTTPError(status, message: description).response(from: request, context: context)
    }

    public var description: String { "not answered within \(timeout)" }
}

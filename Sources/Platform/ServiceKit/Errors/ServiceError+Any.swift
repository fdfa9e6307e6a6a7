import APIHummingbird
import APIRuntime
import Database
import GRPCCore
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import NIOHTTP1

extension ServiceError {
    /// The error as a caller is told of it, whatever it is.
    public init(_ error: any Error) {
        switch error {
        case let error as ServiceError: self = error
        case let error as JSONError: self.init(.parameter, error.message, cause: error)
        case let error as APIInputError: self.init(.parameter, error.description, cause: error)
        case let error as RPCError: self.init(error)
        case let error as DatabaseError where error.isRetryable:
            self.init(.unavailable, "the database is not available, try again", cause: error)
        // Whether it was done shows when the caller asks again, with the same Idempotency-Key where there is one.
        case let error as DatabaseError where error.code == .commitUnknown:
            self.init(.timedOut, "it is not known whether this was done, ask again", cause: error)
        case let error as DatabaseError: self.init(.database, "database error", cause: error)
        case is DeadlineExceeded: self.init(.timedOut, "not answered in time, try again", cause: error)
        case is SlowRequest: self.init(.tooSlow, "the request took too long to arrive", cause: error)
        case let error as GzipError: self.init(error)
        case is HTTPParserError: self.init(.parameter, "the request is not valid HTTP", cause: error)
        // The request is all that a route reads from a socket by itself: its sender is gone, which is no fault of ours.
        case is IOError: self.init(.parameter, "the connection broke off", cause: error)
        case let error as any HTTPResponseError: self.init(status: error.status, cause: error)
        case is CancellationError: self.init(.unavailable, "the server is stopping, try again", cause: error)
        default: self.init(.server, "internal error", cause: error)
        }
    }

    private init(_ error: GzipError) {
        switch error {
        case .malformed: self.init(.parameter, "the body is not valid gzip", cause: error)
        case .truncated: self.init(.parameter, "the body is gzip that ends too early", cause: error)
        case .bomb: self.init(.tooLarge, "the body becomes too large when it is inflated", cause: error)
        }
    }

    private init(status: HTTPResponse.Status, cause: any Error) {
        switch status {
        case .notFound: self.init(.routeNotFound, "no endpoint has this method and path", cause: cause)
        case .contentTooLarge: self.init(.tooLarge, "the body is too large", cause: cause)
        case .internalServerError: self.init(.server, "internal error", cause: cause)
        case .serviceUnavailable: self.init(.unavailable, "not available, try again", cause: cause)
        default: self.init(.parameter, status.reasonPhrase, cause: cause)
        }
    }
}

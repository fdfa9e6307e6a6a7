public import HTTPTypes
public import Hummingbird
import JSON

extension ServiceError: HTTPResponseError {
    public var status: HTTPResponse.Status {
        switch code.kind {
        case .badInput: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .unsupported: .unsupportedMediaType
        case .keyReused: .unprocessableContent
        case .rateLimited: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .timedOut: .gatewayTimeout
        case .internalError: .internalServerError
        }
    }

    /// The envelope of a failure, `{"code":400002,"msg":"…"}`.
    var envelope: JSONWriter {
        var json = JSONWriter(reservingCapacity: 128)
        json.beginObject()
        json.field("code", code.number)
        json.field("msg", message)
        json.endObject()
        return json
    }

    /// The envelope of a failure, with its status.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(json: envelope, status: status)
    }
}

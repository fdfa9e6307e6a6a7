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
        case .keyReused: .unprocessableContent
        case .rateLimited: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .timedOut: .gatewayTimeout
        case .internalError: .internalServerError
        }
    }

    /// The envelope of a failure, `{"code":400002,"msg":"…"}`.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        var json = JSONWriter(reservingCapacity: 128)
        json.beginObject()
        json.field("code", code.number)
        json.field("msg", message)
        json.endObject()
        return Response(json: json, status: status)
    }
}

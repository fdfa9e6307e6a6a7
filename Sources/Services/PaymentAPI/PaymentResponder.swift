import APIHummingbird
import APIRuntime
import Hummingbird
import JSON
import Logging
import ServiceKit

/// Answers the provider's notifications without the envelope of the other endpoints, `{"return_code":"SUCCESS"}` or
/// `{"return_code":"FAIL","return_msg":"…"}`; the provider goes by the status, and sends one again until that is 200.
struct PaymentResponder: APIResponder {
    private let others = EnvelopeResponder()

    private func isCallback(_ route: APIRoute) -> Bool { route.handler == "thirdPaymentWxPayCallback" }

    func response(to answer: APIAnswer, of route: APIRoute) -> Response {
        isCallback(route) ? PlainResponder().response(to: answer, of: route) : others.response(to: answer, of: route)
    }

    func response(to error: any Error, of route: APIRoute, in context: some RequestContext) throws -> Response {
        guard isCallback(route) else { return try others.response(to: error, of: route, in: context) }
        let failure = ServiceError(error)
        context.logger.log(
            level: failure.code.kind == .internalError ? .error : .warning, "a payment's notification was refused",
            metadata: ["code": "\(failure.code.number)", "error": "\(failure)"])
        var json = JSONWriter()
        json.beginObject()
        json.field("return_code", "FAIL")
        json.field("return_msg", failure.message)
        json.endObject()
        return Response(json: json, status: failure.status)
    }
}

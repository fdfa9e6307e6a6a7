public import APIHummingbird
public import APIRuntime
public import Hummingbird
import JSON

/// Answers in the envelope, `{"code":200,"msg":"OK","data":{…}}`. Failures are ``FailureEnvelopes``' part.
public struct EnvelopeResponder: APIResponder {
    public init() {}

    public func response(to answer: APIAnswer, of route: APIRoute) -> Response {
        var json = JSONWriter(reservingCapacity: 1024)
        json.beginObject()
        json.field("code", 200)
        json.field("msg", "OK")
        json.name("data")
        // go-zero-looklook's envelope has its data always.
        if case .json(let data) = answer { json.value(data) } else { json.null() }
        json.endObject()
        return Response(json: json)
    }
}

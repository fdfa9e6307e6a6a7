public import APIRuntime
import HTTPTypes
public import Hummingbird
import JSON
import NIOCore

/// Answers as go-zero does by default: a bare JSON body with status 200; input that is refused as 400 with the reason in
/// plain text.
public struct PlainResponder: APIResponder {
    public init() {}

    public func response(to answer: APIAnswer, of route: APIRoute) -> Response {
        guard case .json(let body) = answer else { return Response(status: .ok) }
        var json = JSONWriter()
        body.encode(to: &json)
        return Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }

    public func response(
        to error: any Error, of route: APIRoute, in context: some RequestContext
    ) throws -> Response {
        guard error is APIInputError || error is JSONError else { throw error }
        return Response(
            status: .badRequest, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "\(error)")))
    }
}

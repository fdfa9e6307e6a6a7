import HTTPTypes
public import Hummingbird
public import JSON
import NIOCore

extension Response {
    /// A response whose body is a JSON document.
    public init(json: JSONWriter, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}

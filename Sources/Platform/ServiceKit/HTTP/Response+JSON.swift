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

    /// The envelope of a success, `{"code":200,"msg":"OK","data":{…}}`.
    public init(data: some JSONEncodable) {
        var json = JSONWriter(reservingCapacity: 1024)
        json.beginObject()
        json.field("code", 200)
        json.field("msg", "OK")
        json.field("data", data)
        json.endObject()
        self.init(json: json)
    }
}

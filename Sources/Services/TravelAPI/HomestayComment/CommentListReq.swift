import JSON

struct CommentListReq: JSONDecodable, Sendable {
    let lastId: Int64
    let pageSize: Int64

    init(json object: JSONObject) throws(JSONError) {
        lastId = try object.require("lastId")
        pageSize = try object.require("pageSize")
    }
}

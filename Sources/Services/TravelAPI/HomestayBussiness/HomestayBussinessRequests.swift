import JSON

struct GoodBossReq: JSONDecodable, Sendable {
    init(json object: JSONObject) throws(JSONError) {}
}

struct HomestayBussinessListReq: JSONDecodable, Sendable {
    let lastId: Int64
    let pageSize: Int64

    init(json object: JSONObject) throws(JSONError) {
        lastId = try object.require("lastId")
        pageSize = try object.require("pageSize")
    }
}

struct HomestayBussinessDetailReq: JSONDecodable, Sendable {
    /// The business's.
    let id: Int64

    init(json object: JSONObject) throws(JSONError) {
        id = try object.require("id")
    }
}

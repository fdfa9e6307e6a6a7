import JSON

struct HomestayListReq: JSONDecodable, Sendable {
    let page: Int64
    let pageSize: Int64

    init(json object: JSONObject) throws(JSONError) {
        page = try object.require("page")
        pageSize = try object.require("pageSize")
    }
}

struct BusinessListReq: JSONDecodable, Sendable {
    let lastId: Int64
    let pageSize: Int64
    let homestayBusinessId: Int64

    init(json object: JSONObject) throws(JSONError) {
        lastId = try object.require("lastId")
        pageSize = try object.require("pageSize")
        homestayBusinessId = try object.require("homestayBusinessId")
    }
}

struct GuessListReq: JSONDecodable, Sendable {
    init(json object: JSONObject) throws(JSONError) {}
}

struct HomestayDetailReq: JSONDecodable, Sendable {
    let id: Int64

    init(json object: JSONObject) throws(JSONError) {
        id = try object.require("id")
    }
}

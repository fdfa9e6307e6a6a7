import JSON

struct CreateHomestayOrderReq: JSONDecodable, Sendable {
    let homestayID: Int64
    let isFood: Bool
    let liveStartTime: Int64
    let liveEndTime: Int64
    let livePeopleNum: Int64
    let remark: String

    init(json object: JSONObject) throws(JSONError) {
        homestayID = try object.require("homestayId")
        isFood = try object.require("isFood")
        liveStartTime = try object.require("liveStartTime")
        liveEndTime = try object.require("liveEndTime")
        livePeopleNum = try object.require("livePeopleNum")
        remark = try object.require("remark")
    }
}

struct CreateHomestayOrderResp: JSONEncodable, Sendable {
    let orderSn: String

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("orderSn", orderSn)
        json.endObject()
    }
}

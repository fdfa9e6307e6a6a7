import JSON
import OrderContract
import ServiceKit

struct UserHomestayOrderListReq: JSONDecodable, Sendable {
    let lastID: Int64
    let pageSize: Int64
    let tradeState: Int64

    init(json object: JSONObject) throws(JSONError) {
        lastID = try object.require("lastId")
        pageSize = try object.require("pageSize")
        tradeState = try object.require("tradeState")
    }
}

struct UserHomestayOrderListResp: JSONEncodable, Sendable {
    let list: [UserHomestayOrderListView]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

/// An order as the list shows it.
struct UserHomestayOrderListView: JSONEncodable, Sendable {
    let order: Pb_HomestayOrderSummary

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("sn", order.sn)
        json.field("title", order.title)
        json.field("subTitle", order.subTitle)
        json.field("homestayId", order.homestayID)
        json.field("cover", order.cover)
        json.field("orderTotalPrice", JSONDecimal(fen: order.orderTotalPrice))
        json.field("createTime", order.createTime)
        json.field("tradeState", order.tradeState)
        json.field("liveStartDate", order.liveStartDate)
        json.field("liveEndDate", order.liveEndDate)
        json.field("tradeCode", order.tradeCode)
        json.endObject()
    }
}

extension Pb_HomestayOrderSummary {
    /// What a list shows of a whole order.
    init(_ order: Pb_HomestayOrder) {
        self.init()
        id = order.id
        sn = order.sn
        title = order.title
        subTitle = order.subTitle
        homestayID = order.homestayID
        cover = order.cover
        orderTotalPrice = order.orderTotalPrice
        createTime = order.createTime
        tradeState = order.tradeState
        liveStartDate = order.liveStartDate
        liveEndDate = order.liveEndDate
        tradeCode = order.tradeCode
    }
}

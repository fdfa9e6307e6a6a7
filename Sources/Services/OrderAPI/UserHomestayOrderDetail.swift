import JSON
import OrderContract
import PaymentContract
import ServiceKit

struct UserHomestayOrderDetailReq: JSONDecodable, Sendable {
    let sn: String

    init(json object: JSONObject) throws(JSONError) {
        sn = try object.require("sn")
    }
}

/// An order with all that its guest may know of it.
struct UserHomestayOrderDetailResp: JSONEncodable, Sendable {
    let order: Pb_HomestayOrder
    /// The payment, where there was one.
    let payment: Pb_PaymentDetail?

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("sn", order.sn)
        json.field("userId", order.userID)
        json.field("homestayId", order.homestayID)
        json.field("title", order.title)
        json.field("subTitle", order.subTitle)
        json.field("cover", order.cover)
        json.field("info", order.info)
        json.field("foodInfo", order.foodInfo)
        json.field("foodPrice", JSONDecimal(fen: order.foodPrice))
        json.field("homestayPrice", JSONDecimal(fen: order.homestayPrice))
        json.field("marketHomestayPrice", JSONDecimal(fen: order.marketHomestayPrice))
        json.field("homestayBusinessId", order.homestayBusinessID)
        json.field("homestayUserId", order.homestayUserID)
        json.field("orderTotalPrice", JSONDecimal(fen: order.orderTotalPrice))
        json.field("createTime", order.createTime)
        json.field("tradeState", order.tradeState)
        json.field("liveStartDate", order.liveStartDate)
        json.field("liveEndDate", order.liveEndDate)
        json.field("tradeCode", order.tradeCode)
        json.field("foodTotalPrice", JSONDecimal(fen: order.foodTotalPrice))
        json.field("homestayTotalPrice", JSONDecimal(fen: order.homestayTotalPrice))
        json.field("remark", order.remark)
        json.field("livePeopleNum", order.livePeopleNum)
        json.field("needFood", order.needFood)
        json.field("payTime", payment?.payTime ?? 0)
        json.field("payType", payment?.payMode ?? "")
        json.endObject()
    }
}

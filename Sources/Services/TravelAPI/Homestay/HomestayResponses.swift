import JSON
import TravelContract

struct HomestayListResp: JSONEncodable, Sendable {
    let list: [Homestay]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

struct BusinessListResp: JSONEncodable, Sendable {
    let list: [Homestay]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

struct GuessListResp: JSONEncodable, Sendable {
    let list: [Homestay]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

struct HomestayDetailResp: JSONEncodable, Sendable {
    let homestay: Homestay

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("homestay", homestay)
        json.endObject()
    }
}

/// A homestay, its prices in yuan.
struct Homestay: JSONEncodable, Sendable {
    let message: Pb_Homestay

    init(_ message: Pb_Homestay) {
        self.message = message
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", message.id)
        json.field("title", message.title)
        json.field("subTitle", message.subTitle)
        json.field("banner", message.banner)
        json.field("info", message.info)
        json.field("peopleNum", message.peopleNum)
        json.field("homestayBusinessId", message.homestayBusinessID)
        json.field("userId", message.userID)
        json.field("rowState", message.rowState)
        json.field("rowType", message.rowType)
        json.field("foodInfo", message.foodInfo)
        json.field("foodPrice", JSONDecimal(unscaled: message.foodPrice, scale: 2))
        json.field("homestayPrice", JSONDecimal(unscaled: message.homestayPrice, scale: 2))
        json.field("marketHomestayPrice", JSONDecimal(unscaled: message.marketHomestayPrice, scale: 2))
        json.endObject()
    }
}

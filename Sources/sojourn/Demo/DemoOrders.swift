import JSON

/// What a guest wants to book.
struct StayRequest {
    let homestay: DemoHomestay
    var dates: StayDates
    let people: Int64
    let withFood: Bool

    /// By room or by person, as the homestay is sold.
    var homestayTotal: Yuan {
        Yuan(fen: homestay.price.fen * dates.nights * (homestay.isSoldByPerson ? people : 1))
    }

    var foodTotal: Yuan {
        Yuan(fen: withFood ? homestay.foodPrice.fen * dates.nights * people : 0)
    }

    var total: Yuan { Yuan(fen: homestayTotal.fen + foodTotal.fen) }
}

/// An order that was placed.
struct PlacedOrder {
    let sn: String
    let request: StayRequest
    /// When the request was sent: the order is not older.
    let sentAt: ContinuousClock.Instant
}

/// The answer to placing an order.
struct OrderNumberAnswer: JSONDecodable {
    let sn: String

    init(json object: JSONObject) throws(JSONError) {
        sn = try object.require("orderSn")
    }
}

/// The contract's `tradeState`, in words.
enum DemoOrderState: Int64 {
    case closed = -1
    case awaitingPayment, paid, used, refunded, expired
}

extension DemoOrderState: JSONReadable, CustomStringConvertible {
    init(json value: JSONValue) throws(JSONError) {
        guard let state = Self(rawValue: try value.read()) else { throw value.error("must be from -1 to 4") }
        self = state
    }

    init(from json: inout JSONReader) throws(JSONError) { self = try json.readTree() }

    var description: String {
        switch self {
        case .closed: "-1 (closed)"
        case .awaitingPayment: "0 (awaiting payment)"
        case .paid: "1 (paid)"
        case .used: "2 (used)"
        case .refunded: "3 (refunded)"
        case .expired: "4 (expired)"
        }
    }
}

/// An order as its guest sees it.
struct DemoOrder: JSONDecodable {
    let sn: String
    let homestayID: Int64
    let state: DemoOrderState
    let createdAt: Int64
    let liveStartDate: Int64
    let liveEndDate: Int64
    let tradeCode: String
    let homestayTotal: Yuan
    let foodTotal: Yuan
    let total: Yuan
    let paidAt: Int64
    let payType: String

    init(json object: JSONObject) throws(JSONError) {
        sn = try object.require("sn")
        homestayID = try object.require("homestayId")
        state = try object.require("tradeState")
        createdAt = try object.require("createTime")
        liveStartDate = try object.require("liveStartDate")
        liveEndDate = try object.require("liveEndDate")
        tradeCode = try object.require("tradeCode")
        homestayTotal = try Yuan(object, "homestayTotalPrice")
        foodTotal = try Yuan(object, "foodTotalPrice")
        total = try Yuan(object, "orderTotalPrice")
        paidAt = try object.require("payTime")
        payType = try object.require("payType")
    }
}

/// A line of a guest's list of orders.
struct DemoOrderLine: JSONDecodable {
    let sn: String
    let title: String
    let state: DemoOrderState
    let liveStartDate: Int64
    let total: Yuan

    init(json object: JSONObject) throws(JSONError) {
        sn = try object.require("sn")
        title = try object.require("title")
        state = try object.require("tradeState")
        liveStartDate = try object.require("liveStartDate")
        total = try Yuan(object, "orderTotalPrice")
    }
}

struct OrderListAnswer: JSONDecodable {
    let list: [DemoOrderLine]

    init(json object: JSONObject) throws(JSONError) {
        list = try object.require("list")
    }
}

import JSON

/// Paths of endpoints, as the `.api` files have them.
enum Path {
    static let create = "/order/v1/homestayOrder/createHomestayOrder"
    static let list = "/order/v1/homestayOrder/userHomestayOrderList"
    static let detail = "/order/v1/homestayOrder/userHomestayOrderDetail"
    static let prepare = "/payment/v1/thirdPayment/thirdPaymentWxPay"
    static let callback = "/payment/v1/thirdPayment/thirdPaymentWxPayCallback"
    static let pay = "/payment/v1/sandbox/pay"
    static let homestays = "/travel/v1/homestay/homestayList"
    static let homestay = "/travel/v1/homestay/homestayDetail"
    static let businesses = "/travel/v1/homestayBussiness/homestayBussinessList"
    static let comments = "/travel/v1/homestayComment/commentList"
    static let register = "/usercenter/v1/user/register"
    static let login = "/usercenter/v1/user/login"
    static let user = "/usercenter/v1/user/detail"
}

/// A signed-in user.
struct Guest: Sendable {
    let number: Int64
    let token: String
}

extension API {
    /// Places an order and returns its number.
    func place(_ wish: Wish, as guest: Guest) async throws -> String {
        try await post(Path.create, wish.json, as: guest).data.require("orderSn")
    }

    func pay(_ sn: String, as guest: Guest) async throws -> Reply {
        try await post(Path.pay, #"{"orderSn":"\#(sn)"}"#, as: guest)
    }

    func detail(_ sn: String, as guest: Guest) async throws -> JSONObject {
        try await post(Path.detail, #"{"sn":"\#(sn)"}"#, as: guest).data
    }

    /// The order's `tradeState`.
    func state(_ sn: String, as guest: Guest) async throws -> Int {
        try await detail(sn, as: guest).require("tradeState")
    }

    /// All homestays there are, on sale or not.
    func homestays() async throws -> [Homestay] {
        var homestays: [Homestay] = []
        while true {
            let reply = try await post(Path.homestay, #"{"id":\#(homestays.count + 1)}"#)
            guard reply.status != 404 else { return homestays }
            homestays.append(try reply.data.require("homestay"))
        }
    }
}

/// A homestay of the catalogue.
struct Homestay: JSONDecodable, Sendable {
    let id: Int64
    let capacity: Int64
    let isOnSale: Bool
    let isSoldByPerson: Bool

    init(json object: JSONObject) throws(JSONError) {
        id = try object.require("id")
        capacity = try object.require("peopleNum")
        isOnSale = try object.require("rowState", as: Int.self) == 1
        isSoldByPerson = try object.require("rowType", as: Int.self) == 1
    }

    /// How many places a night has.
    var places: Int64 { isSoldByPerson ? capacity : 1 }
}

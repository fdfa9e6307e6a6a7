import JSON

/// Somebody with an account.
struct Guest: Sendable {
    let mobile: String
    let token: String
}

/// The answer to signing up.
struct SignedUp: JSONDecodable {
    let accessToken: String
    let accessExpire: Int64

    init(json object: JSONObject) throws(JSONError) {
        accessToken = try object.require("accessToken")
        accessExpire = try object.require("accessExpire")
    }
}

/// A homestay of the catalogue.
struct DemoHomestay: JSONDecodable, Equatable {
    let id: Int64
    let title: String
    let subTitle: String
    let info: String
    let capacity: Int64
    let isSoldByPerson: Bool
    let isOnSale: Bool
    let foodInfo: String
    let foodPrice: Yuan
    let price: Yuan
    let marketPrice: Yuan

    init(json object: JSONObject) throws(JSONError) {
        id = try object.require("id")
        title = try object.require("title")
        subTitle = try object.require("subTitle")
        info = try object.require("info")
        capacity = try object.require("peopleNum")
        isSoldByPerson = try object.require("rowType", as: Int.self) == 1
        isOnSale = try object.require("rowState", as: Int.self) == 1
        foodInfo = try object.require("foodInfo")
        foodPrice = try Yuan(object, "foodPrice")
        price = try Yuan(object, "homestayPrice")
        marketPrice = try Yuan(object, "marketHomestayPrice")
    }

    /// The part of the subtitle that says where it is.
    var place: String { String(subTitle.prefix { $0 != "," && $0 != "，" }) }
}

struct HomestayPage: JSONDecodable {
    let list: [DemoHomestay]

    init(json object: JSONObject) throws(JSONError) {
        list = try object.require("list")
    }
}

struct HomestayAnswer: JSONDecodable {
    let homestay: DemoHomestay

    init(json object: JSONObject) throws(JSONError) {
        homestay = try object.require("homestay")
    }
}

/// What an app needs to open the provider's payment sheet.
struct PaymentSheet: JSONDecodable {
    let package: String
    let signature: String

    init(json object: JSONObject) throws(JSONError) {
        package = try object.require("package")
        signature = try object.require("paySign")
    }
}

/// An answer of which only the envelope matters.
struct AnyData: JSONDecodable {
    init(json object: JSONObject) throws(JSONError) {}
}

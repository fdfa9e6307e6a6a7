import JSON

/// A user, as they see themselves.
struct User: JSONDecodable, Sendable {
    let id: Int64
    let mobile: String

    init(json object: JSONObject) throws(JSONError) {
        id = try object.require("id")
        mobile = try object.require("mobile")
    }
}

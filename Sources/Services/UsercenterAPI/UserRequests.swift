import JSON

struct RegisterReq: JSONDecodable, Sendable {
    let mobile: String
    let password: String

    init(json object: JSONObject) throws(JSONError) {
        mobile = try object.require("mobile")
        password = try object.require("password")
    }
}

struct LoginReq: JSONDecodable, Sendable {
    let mobile: String
    let password: String

    init(json object: JSONObject) throws(JSONError) {
        mobile = try object.require("mobile")
        password = try object.require("password")
    }
}

struct UserInfoReq: JSONDecodable, Sendable {
    init(json object: JSONObject) throws(JSONError) {}
}

import JSON
import UsercenterContract

/// A new token. Times are Unix seconds.
struct RegisterResp: JSONEncodable, Sendable {
    let accessToken: String
    let accessExpire: Int64
    let refreshAfter: Int64

    init(_ message: Pb_RegisterResp) {
        accessToken = message.accessToken
        accessExpire = message.accessExpire
        refreshAfter = message.refreshAfter
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("accessToken", accessToken)
        json.field("accessExpire", accessExpire)
        json.field("refreshAfter", refreshAfter)
        json.endObject()
    }
}

/// A new token. Times are Unix seconds.
struct LoginResp: JSONEncodable, Sendable {
    let accessToken: String
    let accessExpire: Int64
    let refreshAfter: Int64

    init(_ message: Pb_LoginResp) {
        accessToken = message.accessToken
        accessExpire = message.accessExpire
        refreshAfter = message.refreshAfter
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("accessToken", accessToken)
        json.field("accessExpire", accessExpire)
        json.field("refreshAfter", refreshAfter)
        json.endObject()
    }
}

struct UserInfoResp: JSONEncodable, Sendable {
    let userInfo: User

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("userInfo", userInfo)
        json.endObject()
    }
}

/// A user, as they see themselves.
struct User: JSONEncodable, Sendable {
    let message: Pb_User

    init(_ message: Pb_User) {
        self.message = message
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", message.id)
        json.field("mobile", message.mobile)
        json.field("nickname", message.nickname)
        json.field("sex", message.sex)
        json.field("avatar", message.avatar)
        json.field("info", message.info)
        json.endObject()
    }
}

import JSON
import PaymentProvider

/// `ThirdPaymentWxPayReq` of `payment.api`.
struct ThirdPaymentWxPayReq: JSONDecodable, Sendable {
    let orderSn: String
    let serviceType: String

    init(json object: JSONObject) throws(JSONError) {
        orderSn = try object.requireOrderSn()
        serviceType = try object.require("serviceType")
    }
}

/// `ThirdPaymentWxPayResp` of `payment.api`.
struct ThirdPaymentWxPayResp: JSONEncodable, Sendable {
    let payment: PreparedPayment

    init(_ payment: PreparedPayment) {
        self.payment = payment
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("appid", payment.appid)
        json.field("nonceStr", payment.nonceStr)
        json.field("paySign", payment.paySign)
        json.field("package", payment.package)
        json.field("timestamp", payment.timestamp)
        json.field("signType", payment.signType)
        json.endObject()
    }
}

extension JSONObject {
    /// The field `orderSn`, which must not be empty.
    func requireOrderSn() throws(JSONError) -> String {
        let sn: String = try require("orderSn")
        guard !sn.isEmpty else { throw error("orderSn", "is empty") }
        return sn
    }
}

import JSON

/// Which order to play paying.
struct SandboxPayReq: JSONDecodable, Sendable {
    let orderSn: String

    init(json object: JSONObject) throws(JSONError) {
        orderSn = try object.requireOrderSn()
    }
}

/// What was paid.
struct SandboxPayResp: JSONEncodable, Sendable {
    let paymentSn: String
    let transactionID: String

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("paymentSn", paymentSn)
        json.field("transactionId", transactionID)
        json.endObject()
    }
}

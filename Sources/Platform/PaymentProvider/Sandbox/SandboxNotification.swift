import Clocks
import JSON

/// A notification's body. Its fields are named as in those of WeChat Pay; `success_time` is in Unix seconds.
struct SandboxNotification: JSONDecodable, JSONEncodable {
    let content: PaymentNotification

    init(content: PaymentNotification) {
        self.content = content
    }

    init(json object: JSONObject) throws(JSONError) {
        let paymentSn: String = try object.require("out_trade_no")
        guard !paymentSn.isEmpty else { throw object.error("out_trade_no", "is empty") }
        let amount: JSONObject = try object.require("amount")
        let total: Int64 = try amount.require("total")
        guard total > 0 else { throw amount.error("total", "must be above zero") }
        let tradeState: String = try object.require("trade_state")
        let isSuccess = tradeState == PaymentNotification.success
        let transactionID: String =
            isSuccess
            ? try object.require("transaction_id") : try object.optional("transaction_id") ?? ""
        guard !isSuccess || !transactionID.isEmpty else { throw object.error("transaction_id", "is empty") }
        let successTime: Int64? = isSuccess ? try object.require("success_time") : try object.optional("success_time")
        content = PaymentNotification(
            paymentSn: paymentSn, transactionID: transactionID, amount: total,
            tradeType: try object.optional("trade_type") ?? "", tradeState: tradeState,
            description: try object.optional("trade_state_desc") ?? "",
            successTime: successTime.map(Timestamp.init(seconds:)))
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("out_trade_no", content.paymentSn)
        json.field("transaction_id", content.transactionID)
        json.field("trade_type", content.tradeType)
        json.field("trade_state", content.tradeState)
        json.field("trade_state_desc", content.description)
        json.field("success_time", content.successTime?.seconds)
        json.name("amount")
        json.beginObject()
        json.field("total", content.amount)
        json.endObject()
        json.endObject()
    }
}

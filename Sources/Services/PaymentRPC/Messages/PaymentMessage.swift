import Clocks
import Database
import JSON
import Outbox
import Tracing

/// What payment-rpc owes others: it is written with the payment and delivered after it.
enum PaymentMessage: Sendable, Hashable {
    /// The queue is to publish a payment's new status.
    case statusChanged(paymentSn: String, orderSn: String, PayStatus)
    /// The provider is to give money back.
    case refund(sn: String)

    static func statusChanged(_ payment: Payment) -> Self {
        .statusChanged(paymentSn: payment.sn, orderSn: payment.orderSn, payment.status)
    }

    /// - Parameter context: the trace of the request that it follows from.
    func add(
        at moment: Timestamp, under context: ServiceContext? = nil, in connection: any DatabaseConnection
    ) throws(DatabaseError) {
        switch self {
        case .statusChanged(let paymentSn, let orderSn, let status):
            var json = JSONWriter()
            json.beginObject()
            json.field("sn", paymentSn)
            json.field("orderSn", orderSn)
            json.field("payStatus", status.rawValue)
            json.endObject()
            try Outbox.add(
                kind: Kind.status, key: orderSn, payload: json.bytes, at: moment, under: context, in: connection)
        case .refund(let sn):
            try Outbox.add(kind: Kind.refund, key: sn, payload: [], at: moment, under: context, in: connection)
        }
    }

    /// Reads a relayed message back.
    /// - Throws: ``Unknown`` or `JSONError` for one that is not of our writing.
    init(_ message: OutboxMessage) throws {
        switch message.kind {
        case Kind.status:
            let object = try JSONObject(parsing: message.payload)
            guard let status = PayStatus(rawValue: try object.require("payStatus")) else {
                throw object.error("payStatus", "is unknown")
            }
            self = .statusChanged(
                paymentSn: try object.require("sn"), orderSn: try object.require("orderSn"), status)
        case Kind.refund:
            self = .refund(sn: message.key)
        default:
            throw Unknown(kind: message.kind)
        }
    }

    enum Kind {
        static let status = "pay-status"
        static let refund = "refund"
    }

    struct Unknown: Error, CustomStringConvertible {
        let kind: String
        var description: String { "no delivery is known for messages of the kind «\(kind)»" }
    }
}

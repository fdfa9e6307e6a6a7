import Foundation

/// The event that a payment changed its status. Its key is the order's number.
public struct PaymentStatusChanged: Codable, Sendable, Hashable {
    public static let topic = "payment-update-paystatus-topic"
    /// The consumer group that applies it to orders.
    public static let group = "payment-update-paystatus-group"

    /// -1 failed, 0 unpaid, 1 paid, 2 refunded.
    public let payStatus: Int64
    public let orderSn: String

    public init(payStatus: Int64, orderSn: String) {
        self.payStatus = payStatus
        self.orderSn = orderSn
    }

    /// Reads an event's value.
    public init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json))
    }

    /// The event's value.
    public func json() throws -> [UInt8] {
        try canonicalJSON(self)
    }
}

import Clocks
import ServiceKit

extension SerialNumbers {
    /// The number of a payment.
    func payment(at moment: Timestamp) -> String { make("PMT", at: moment) }

    /// The number of a refund.
    func refund(at moment: Timestamp) -> String { make("RFD", at: moment) }
}

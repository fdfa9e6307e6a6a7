import HTTPTypes
import PaymentProvider
import Synchronization

/// A provider that keeps what it is asked to refund, after failing as often as it is told to.
final class RecordingProvider: PaymentProvider {
    private struct State {
        var failures = 0
        var calls = 0
        var refunds: [RefundRequest] = []
    }

    let name = "TEST_PAY"
    private let state = Mutex(State())

    var refunds: [RefundRequest] { state.withLock { $0.refunds } }
    var calls: Int { state.withLock { $0.calls } }

    func failNext(_ times: Int) {
        state.withLock { $0.failures = times }
    }

    func refund(_ request: RefundRequest) async throws(PaymentProviderError) -> RefundReceipt {
        let isFailing = state.withLock { state in
            state.calls += 1
            if state.failures > 0 {
                state.failures -= 1
                return true
            }
            // As providers do: a number that is known asks for nothing new.
            if !state.refunds.contains(where: { $0.refundSn == request.refundSn }) { state.refunds.append(request) }
            return false
        }
        if isFailing { throw PaymentProviderError(.unavailable, "the provider is down") }
        return RefundReceipt(refundID: "R-\(request.refundSn)")
    }

    func prepare(_ charge: Charge) async throws(PaymentProviderError) -> PreparedPayment {
        throw PaymentProviderError(.refused, "payment-rpc prepares nothing")
    }

    func notification(
        headers: HTTPFields, body: [UInt8]
    ) async throws(PaymentNotificationError) -> PaymentNotification {
        throw PaymentNotificationError(.format, "payment-rpc takes no notifications")
    }
}

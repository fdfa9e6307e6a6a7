import AsyncHTTPClient
import Clocks
import HTTPTypes
import JSON
import NIOCore
import NIOHTTP1

extension SandboxProvider {
    /// Plays the guest paying: sends the signed notification, and returns once it is acknowledged.
    ///
    /// Paying the same payment again sends a notification with the same transaction number: a replay.
    ///
    /// - Parameters:
    ///   - paymentSn: our number of the payment.
    ///   - amount: in fen.
    ///   - tradeState: what to say has become of it: `SUCCESS`, or `PAYERROR` for a payment that failed.
    /// - Returns: the provider's number of the payment.
    /// - Throws: `PaymentProviderError`: `refused` where the notification was, `unavailable` where no one took it.
    public func pay(
        paymentSn: String, amount: Int64, tradeState: String = PaymentNotification.success
    ) async throws(PaymentProviderError) -> String {
        let isSuccess = tradeState == PaymentNotification.success
        let notification = PaymentNotification(
            paymentSn: paymentSn, transactionID: number(of: paymentSn), amount: amount, tradeType: "JSAPI",
            tradeState: tradeState, description: isSuccess ? "paid in the sandbox" : "not paid in the sandbox",
            successTime: isSuccess ? clock.now : nil)
        try await notify(signed(notification))
        return notification.transactionID
    }

    private func notify(_ message: (headers: HTTPFields, body: [UInt8])) async throws(PaymentProviderError) {
        var request = HTTPClientRequest(url: notifyURL)
        request.method = .POST
        for field in message.headers { request.headers.add(name: field.name.rawName, value: field.value) }
        request.body = .bytes(message.body)
        let status: UInt
        let answer: [UInt8]
        do {
            let response = try await client.execute(request, timeout: .nanoseconds(timeout.wholeNanoseconds))
            status = response.status.code
            answer = Array(buffer: try await response.body.collect(upTo: 1 << 16))
        } catch {
            throw PaymentProviderError(.unavailable, "the payment's notification could not be delivered", cause: error)
        }
        guard status != 200 else { return }
        throw PaymentProviderError(
            status >= 500 ? .unavailable : .refused,
            "the payment's notification was answered with \(status): \(Self.reason(in: answer))")
    }

    /// `return_msg` of an answer, where it has one.
    private static func reason(in answer: [UInt8]) -> String {
        // Whatever else answered at that address, its status has said enough.
        let object = try? JSONObject(parsing: answer)
        let reason: String? = (try? object?.optional("return_msg")) ?? nil
        return reason ?? "no reason given"
    }
}

import Clocks
import PaymentProvider
import Testing

@Suite("The sandbox")
struct SandboxProviderTests {
    @Test("a secret that can be guessed is refused", arguments: ["", "short", "fifteen letters"])
    func shortSecret(secret: String) {
        let error = #expect(throws: PaymentProviderError.self) { try sandbox(secret: secret) }
        #expect(error?.code == .configuration)
    }

    @Test("a notify URL that no one can be reached at is refused", arguments: ["", "localhost:8888", "ftp://host/"])
    func badURL(url: String) {
        let error = #expect(throws: PaymentProviderError.self) { try sandbox(notifyURL: url) }
        #expect(error?.code == .configuration)
    }

    @Test("nothing and less than nothing cannot be prepared", arguments: [0, -1] as [Int64])
    func badAmount(amount: Int64) async throws {
        let error = await #expect(throws: PaymentProviderError.self) {
            try await sandbox().prepare(Charge(paymentSn: "P", amount: amount, description: "", userID: 1))
        }
        #expect(error?.code == .refused)
    }

    @Test("a prepared payment has all that the guest's app needs")
    func prepared() async throws {
        let charge = Charge(paymentSn: "PMT1", amount: 1, description: "a stay", userID: 1)
        let first = try await sandbox().prepare(charge)
        let second = try await sandbox().prepare(charge)
        #expect(first.appid == "sandbox")
        #expect(first.timestamp == String(clock.now.seconds))
        #expect(first.signType == "HMAC-SHA256")
        #expect(first.package.hasPrefix("prepay_id=SBX"))
        #expect(first.paySign.count == 64)
        #expect(first.package == second.package)
        #expect(first.nonceStr != second.nonceStr)
        #expect(first.paySign != second.paySign)
    }

    @Test("the same refund number is the same refund")
    func refund() async throws {
        var request = RefundRequest(
            refundSn: "RFD1", paymentSn: "PMT1", transactionID: "S", amount: 1, total: 1, reason: "")
        let first = try await sandbox().refund(request)
        let again = try await sandbox().refund(request)
        request.refundSn = "RFD2"
        let other = try await sandbox().refund(request)
        #expect(first == again)
        #expect(first != other)
    }
}

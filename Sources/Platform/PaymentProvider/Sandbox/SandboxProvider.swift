public import AsyncHTTPClient
public import Clocks

/// A provider without money, for development and tests: whoever asks it to pay has paid.
///
/// It notifies as a real one does: a signed `POST` to the notify URL, over HTTP, which counts once it is acknowledged.
public struct SandboxProvider: PaymentProvider {
    /// `SANDBOX`
    public let name = "SANDBOX"
    let notifyURL: String
    let signature: SandboxSignature
    let clock: any WallClock
    let client: HTTPClient
    let timeout: Duration

    /// The least length of a secret, in bytes.
    public static let minimumSecretLength = 16

    /// - Parameters:
    ///   - secret: what notifications are signed with; at least ``minimumSecretLength`` bytes.
    ///   - notifyURL: where payment-api takes notifications, `http://…/payment/v1/thirdPayment/thirdPaymentWxPayCallback`.
    ///   - timeout: how long the acknowledgement of a notification may take.
    /// - Throws: `PaymentProviderError` with the code `configuration` where one of the two cannot work.
    public init(
        secret: String, notifyURL: String, clock: any WallClock = SystemWallClock(), client: HTTPClient = .shared,
        timeout: Duration = .seconds(5)
    ) throws(PaymentProviderError) {
        guard secret.utf8.count >= Self.minimumSecretLength else {
            throw PaymentProviderError(
                .configuration, "the sandbox's secret must have at least \(Self.minimumSecretLength) bytes")
        }
        guard notifyURL.hasPrefix("http://") || notifyURL.hasPrefix("https://") else {
            throw PaymentProviderError(
                .configuration, "the sandbox's notify URL must begin with http:// or https://, not be «\(notifyURL)»")
        }
        self.notifyURL = notifyURL
        self.clock = clock
        self.client = client
        self.timeout = timeout
        signature = SandboxSignature(secret: secret)
    }

    public func prepare(_ charge: Charge) async throws(PaymentProviderError) -> PreparedPayment {
        guard charge.amount > 0 else { throw PaymentProviderError(.refused, "the amount must be above zero") }
        let (appid, package) = ("sandbox", "prepay_id=\(number(of: charge.paymentSn))")
        let (timestamp, nonce) = (String(clock.now.seconds), Self.nonce())
        return PreparedPayment(
            appid: appid, nonceStr: nonce,
            paySign: signature.sign([appid, timestamp, nonce, package].map { Array($0.utf8) }),
            package: package, timestamp: timestamp, signType: "HMAC-SHA256")
    }

    /// Always succeeds. The receipt's number follows from the refund's.
    public func refund(_ request: RefundRequest) async throws(PaymentProviderError) -> RefundReceipt {
        RefundReceipt(refundID: number(of: request.refundSn))
    }

    /// The sandbox's number for one of ours, always the same one: paying a payment twice is one payment.
    func number(of sn: String) -> String {
        "SBX" + signature.sign([Array("number".utf8), Array(sn.utf8)]).prefix(24)
    }

    static func nonce() -> String {
        String((0..<32).map { _ in alphabet.randomElement()! })
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

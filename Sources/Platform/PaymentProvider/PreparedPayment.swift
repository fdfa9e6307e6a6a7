/// What a mini program hands to `wx.requestPayment` to open the provider's dialogue. The names are that function's.
public struct PreparedPayment: Sendable, Hashable {
    public var appid: String
    public var nonceStr: String
    public var paySign: String
    /// The provider's number of the prepared payment, `prepay_id=…`.
    public var package: String
    /// When it was signed, in Unix seconds, as text.
    public var timestamp: String
    /// How it was signed, `RSA` for example.
    public var signType: String

    public init(
        appid: String, nonceStr: String, paySign: String, package: String, timestamp: String, signType: String
    ) {
        self.appid = appid
        self.nonceStr = nonceStr
        self.paySign = paySign
        self.package = package
        self.timestamp = timestamp
        self.signType = signType
    }
}

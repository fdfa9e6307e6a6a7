import Clocks
import PaymentProvider

let clock = ManualWallClock()

/// A sandbox at a clock that stands still.
func sandbox(
    secret: String = "a secret of the tests", notifyURL: String = "http://127.0.0.1:1/notify",
    clock: any WallClock = clock, timeout: Duration = .seconds(5)
) throws -> SandboxProvider {
    try SandboxProvider(secret: secret, notifyURL: notifyURL, clock: clock, timeout: timeout)
}

let paid = PaymentNotification(
    paymentSn: "PMT2030010108000012345678", transactionID: "SBX1", amount: 12_800, tradeType: "JSAPI",
    tradeState: "SUCCESS", description: "paid", successTime: Timestamp(seconds: 1_893_456_000))

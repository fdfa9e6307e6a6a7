import PaymentContract
import SwiftProtobuf
import Testing

@Suite("Preparing a payment")
struct CheckoutTests {
    private static let body = #"{"orderSn":"HSO1","serviceType":"homestayOrder"}"#

    @Test("whoever is not signed in is refused", arguments: [PaymentSystem.prepare, PaymentSystem.sandboxPay])
    func signedOut(path: String) async throws {
        try await withPaymentSystem { system in
            let answer = try await system.post(path, Self.body)
            #expect(answer.status == 401)
            #expect(system.orders.askedFor.isEmpty)
        }
    }

    @Test(
        "bad input is refused, and the message names the field",
        arguments: [
            ("not JSON", "invalid JSON"), ("[]", "the document"), ("", "orderSn"), ("{}", "orderSn"),
            (#"{"serviceType":"homestayOrder"}"#, "orderSn"),
            (#"{"orderSn":"","serviceType":"homestayOrder"}"#, "orderSn"),
            (#"{"orderSn":1,"serviceType":"homestayOrder"}"#, "orderSn"),
            (#"{"orderSn":"HSO1"}"#, "serviceType"), (#"{"orderSn":"HSO1","serviceType":null}"#, "serviceType"),
            (#"{"orderSn":"HSO1","serviceType":"boat"}"#, "serviceType"),
        ])
    func badInput(body: String, field: String) async throws {
        try await withPaymentSystem { system in
            let answer = try await system.post(PaymentSystem.prepare, body, as: 7)
            #expect(answer.status == 400)
            #expect(answer.body.hasPrefix(#"{"code":100002,"msg":"\#(field)"#))
        }
    }

    @Test("another guest's order, and one that is not there, are not found", arguments: ["HSO2", "HSO9"])
    func foreign(order: String) async throws {
        try await withPaymentSystem { system in
            for path in [PaymentSystem.prepare, PaymentSystem.sandboxPay] {
                let body = #"{"orderSn":"\#(order)","serviceType":"homestayOrder"}"#
                let answer = try await system.post(path, body, as: 7)
                #expect(answer.status == 404)
                #expect(answer.body == #"{"code":400001,"msg":"no such order"}"#)
            }
            #expect(system.orders.askedFor == [7, 7])
        }
    }

    @Test("an order that does not await payment is a conflict", arguments: [-1, 1, 2, 3, 4] as [Int64])
    func wrongState(state: Int64) async throws {
        try await withPaymentSystem { system in
            system.orders.add("HSO1", tradeState: state)
            let answer = try await system.post(PaymentSystem.prepare, Self.body, as: 7)
            #expect(answer.status == 409)
            #expect(answer.body == #"{"code":500006,"msg":"the order does not await payment"}"#)
        }
    }

    @Test("an order whose payment has arrived, though the order has not heard, is a conflict")
    func paid() async throws {
        try await withPaymentSystem { system in
            _ = try await system.post(PaymentSystem.sandboxPay, #"{"orderSn":"HSO1"}"#, as: 7)
            let answer = try await system.post(PaymentSystem.prepare, Self.body, as: 7)
            #expect(answer.status == 409)
            #expect(answer.body == #"{"code":500002,"msg":"this order is paid already"}"#)
        }
    }

    @Test("the guest's app gets what the contract says, and the same payment when it asks again")
    func prepared() async throws {
        try await withPaymentSystem { system in
            let first = try await system.post(PaymentSystem.prepare, Self.body, as: 7)
            let second = try await system.post(PaymentSystem.prepare, Self.body, as: 7)
            #expect(first.status == 200)
            let pattern =
                #/
                \{"code":200,"msg":"OK","data":\{"appid":"sandbox","nonceStr":"\w{32}","paySign":"[0-9a-f]{64}",
                "package":"(prepay_id=SBX[0-9a-f]{24})","timestamp":"1893456000","signType":"HMAC-SHA256"\}\}
                /#
            let match = try #require(try pattern.wholeMatch(in: first.body))
            #expect(try pattern.wholeMatch(in: second.body)?.1 == match.1)
            let sn = try await system.create()
            let payment = try await system.payment(sn)
            #expect(payment.id == 1)
            #expect(payment.payTotal == 12_800)
            #expect(payment.payMode == "SANDBOX")
            #expect(payment.userID == 7)
        }
    }
}

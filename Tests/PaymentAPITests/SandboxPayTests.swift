import Clocks
import PaymentContract
import SwiftProtobuf
import Testing

@Suite("Playing a guest who pays")
struct SandboxPayTests {
    private static let body = #"{"orderSn":"HSO1"}"#

    @Test("beside a provider of real money there is no sandbox")
    func live() async throws {
        try await withPaymentSystem(isLive: true) { system in
            let answer = try await system.post(PaymentSystem.sandboxPay, Self.body, as: 7)
            #expect(answer.status == 404)
            let prepare = #"{"orderSn":"HSO1","serviceType":"homestayOrder"}"#
            #expect(try await system.post(PaymentSystem.prepare, prepare, as: 7).status == 200)
        }
    }

    @Test("a missing order number is named", arguments: ["", "{}", #"{"orderSn":""}"#])
    func badInput(body: String) async throws {
        try await withPaymentSystem { system in
            let answer = try await system.post(PaymentSystem.sandboxPay, body, as: 7)
            #expect(answer.status == 400)
            #expect(answer.body.contains("orderSn"))
        }
    }

    @Test("a notification that does not get through is no payment, and the guest may try again")
    func unreachable() async throws {
        try await withPaymentSystem(isReachable: false) { system in
            let answer = try await system.post(PaymentSystem.sandboxPay, Self.body, as: 7)
            #expect(answer.status == 503)
            #expect(answer.body.contains("the payment provider is not available, try again"))
            #expect(try await system.payment(system.create()).payStatus == 0)
        }
    }

    @Test("the notification goes over HTTP and the payment is paid; once")
    func paid() async throws {
        try await withPaymentSystem { system in
            let answer = try await system.post(PaymentSystem.sandboxPay, Self.body, as: 7)
            #expect(answer.status == 200)
            let pattern =
                #/\{"code":200,"msg":"OK","data":\{"paymentSn":"(PMT\d{22})","transactionId":"(SBX\w{24})"\}\}/#
            let match = try #require(try pattern.wholeMatch(in: answer.body))
            let payment = try await system.payment(String(match.1))
            #expect(payment.payStatus == 1)
            #expect(payment.transactionID == match.2)
            #expect(payment.payTime == system.clock.now.seconds)
            #expect(payment.tradeType == "JSAPI")
            #expect(try await system.countOutbox() == 1)

            let again = try await system.post(PaymentSystem.sandboxPay, Self.body, as: 7)
            #expect(again.status == 409)
            #expect(again.body == #"{"code":500002,"msg":"this order is paid already"}"#)
        }
    }

    @Test("a payment can arrive for an order that closed before")
    func closed() async throws {
        try await withPaymentSystem { system in
            system.orders.add("HSO1", tradeState: -1)
            let answer = try await system.post(PaymentSystem.sandboxPay, Self.body, as: 7)
            #expect(answer.status == 200)
            #expect(try await system.countOutbox() == 1)
        }
    }
}

import Clocks
import Database
import HTTPTypes
import PaymentContract
import PaymentProvider
import SwiftProtobuf
import Testing

@Suite("The provider's notifications")
struct PaymentCallbackTests {
    private func notification(
        _ sn: String, amount: Int64 = 12_800, state: String = "SUCCESS", transaction: String = "SBX1"
    ) -> PaymentNotification {
        PaymentNotification(
            paymentSn: sn, transactionID: transaction, amount: amount, tradeType: "JSAPI", tradeState: state,
            description: "as played", successTime: Timestamp(seconds: 1_893_456_000))
    }

    private func expectRefusal(_ answer: PaymentSystem.Answer, _ status: Int, _ message: String) {
        #expect(answer.status == status)
        #expect(answer.body == #"{"return_code":"FAIL","return_msg":"\#(message)"}"#)
    }

    @Test("what is not signed is refused, whatever it says", arguments: ["", "{}", "not JSON", "\u{0}\u{1}"])
    func unsigned(body: String) async throws {
        try await withPaymentSystem { system in
            let answer = try await system.post(PaymentSystem.callback, body)
            expectRefusal(answer, 401, "the header Sandbox-Timestamp is missing")
        }
    }

    @Test("a wrong signature, an altered body and a stale timestamp change nothing")
    func forged() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            let (headers, body) = system.sandbox.signed(notification(sn))
            var forged = headers
            forged[HTTPField.Name("Sandbox-Signature")!] = String(repeating: "0", count: 64)
            let wrong = "the signature does not fit the notification"
            expectRefusal(try await system.post(PaymentSystem.callback, body, forged), 401, wrong)
            expectRefusal(try await system.post(PaymentSystem.callback, body + [0x20], headers), 401, wrong)
            system.clock.advance(by: .seconds(301))
            expectRefusal(
                try await system.post(PaymentSystem.callback, body, headers), 401,
                "the notification was signed more than 5m from now")
            #expect(try await system.payment(sn).payStatus == 0)
            #expect(try await system.countOutbox() == 0)
        }
    }

    @Test("a signed notification that lacks a field names it")
    func missingField() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            expectRefusal(try await system.notify(notification("")), 400, "out_trade_no is empty")
            expectRefusal(
                try await system.notify(notification(sn, transaction: "")), 400, "transaction_id is empty")
            expectRefusal(
                try await system.notify(notification(sn, amount: 0)), 400, "amount.total must be above zero")
            #expect(try await system.payment(sn).payStatus == 0)
        }
    }

    @Test("a body of more than 64 KiB is not read")
    func tooLarge() async throws {
        try await withPaymentSystem { system in
            let answer = try await system.post(
                PaymentSystem.callback, Array(repeating: 0x20, count: 64 << 10 + 1), HTTPFields())
            expectRefusal(answer, 413, "the body is too large")
        }
    }

    @Test("a payment that is not there is not found")
    func unknown() async throws {
        try await withPaymentSystem { system in
            expectRefusal(try await system.notify(notification("PMT0")), 404, "no such payment")
        }
    }

    @Test("another amount than the payment's is refused", arguments: [1, 12_799, 12_801, .max] as [Int64])
    func wrongAmount(amount: Int64) async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            expectRefusal(
                try await system.notify(notification(sn, amount: amount)), 409,
                "payment \(sn) is for 12800 fen, not \(amount)")
            #expect(try await system.notify(notification(sn, amount: amount, state: "CLOSED")).status == 409)
            #expect(try await system.payment(sn).payStatus == 0)
            #expect(try await system.countOutbox() == 0)
        }
    }

    @Test("a payment made with another provider is refused")
    func otherProvider() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create(payModel: "WECHAT_PAY")
            #expect(try await system.notify(notification(sn)).status == 409)
            #expect(try await system.payment(sn).payStatus == 0)
        }
    }

    @Test("where it cannot be recorded it is not acknowledged, and the next one counts")
    func databaseFails() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            try await system.database.write { _ = try $0.execute("ALTER TABLE outbox RENAME TO gone") }
            expectRefusal(try await system.notify(notification(sn)), 500, "database error")
            try await system.database.write { _ = try $0.execute("ALTER TABLE gone RENAME TO outbox") }
            #expect(try await system.payment(sn).payStatus == 0)
            #expect(try await system.notify(notification(sn)).status == 200)
            #expect(try await system.payment(sn).payStatus == 1)
        }
    }

    @Test("one that fits is acknowledged, and so is each replay of it")
    func acknowledged() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            for _ in 0..<3 {
                let answer = try await system.notify(notification(sn))
                #expect(answer.status == 200)
                #expect(answer.body == #"{"return_code":"SUCCESS"}"#)
            }
            #expect(try await system.payment(sn).payStatus == 1)
            #expect(try await system.countOutbox() == 1)
        }
    }

    @Test("200 at once are one payment")
    func racing() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 { group.addTask { try await system.notify(notification(sn)).status } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(statuses == [200])
            #expect(try await system.countOutbox() == 1)
        }
    }

    @Test("a payment that failed is failed, and paid when money comes all the same")
    func failed() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            #expect(try await system.notify(notification(sn, state: "PAYERROR")).status == 200)
            #expect(try await system.payment(sn).payStatus == -1)
            #expect(try await system.countOutbox() == 0)
            #expect(try await system.notify(notification(sn)).status == 200)
            #expect(try await system.payment(sn).payStatus == 1)
        }
    }

    @Test("a failure that comes after the money is acknowledged and changes nothing")
    func failedLate() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            _ = try await system.notify(notification(sn))
            let paid = try await system.payment(sn)
            #expect(try await system.notify(notification(sn, state: "CLOSED")).status == 200)
            #expect(try await system.payment(sn) == paid)
        }
    }

    @Test("a description of any length is no reason to refuse money")
    func longDescription() async throws {
        try await withPaymentSystem { system in
            let sn = try await system.create()
            var long = notification(sn)
            long.description = String(repeating: "界", count: 1000)
            #expect(try await system.notify(long).status == 200)
            #expect(try await system.payment(sn).tradeStateDesc.count == 256)
        }
    }
}

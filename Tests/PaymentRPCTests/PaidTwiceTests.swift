import PaymentContract
import ServiceKit
import PaymentProvider
import SwiftProtobuf
import TestSupport
import Testing

@testable import PaymentRPC

@Suite("An order that was paid twice")
struct PaidTwiceTests {
    /// Two payments of one order: the first was replaced by the second, and both are paid.
    private func payTwice(_ payments: PaymentsFixture) async throws -> (kept: String, refunded: String) {
        let late = try await payments.create(total: 100)
        let second = try await payments.create(total: 200)
        try await payments.update(second, to: 1, transaction: "T2")
        try await payments.update(late, to: 1, transaction: "T1")
        return (second, late)
    }

    @Test("the second payment is refunded, and the order hears nothing of it", arguments: TestEngine.allCases)
    func refunded(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let (kept, refunded) = try await payTwice(payments)
            #expect(try await payments.payment(kept).payStatus == 1)
            let twice = try await payments.payment(refunded)
            #expect(twice.payStatus == 2)
            #expect(twice.transactionID == "T1")
            #expect(twice.payTime == 1_893_456_010)
            #expect(twice.tradeStateDesc == "the order had been paid already")
            #expect(try await payments.history(refunded) == [">0", "0>-1", "-1>1", "1>2"])
            #expect(try await payments.outbox() == ["pay-status HSO1 1", "refund RFD"])

            try await payments.relay { payments.provider.refunds.count == 1 && payments.queue.events.count == 1 }
            let refund = try #require(payments.provider.refunds.first)
            #expect(refund.paymentSn == refunded)
            #expect(refund.transactionID == "T1")
            #expect(refund.amount == 100)
            #expect(payments.queue.events == ["HSO1 1"])
        }
    }

    @Test("a replay of the second payment's notification changes nothing", arguments: TestEngine.allCases)
    func replay(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let (_, refunded) = try await payTwice(payments)
            try await payments.update(refunded, to: 1, transaction: "T1")
            #expect(try await payments.count("SELECT COUNT(*) FROM refund") == 1)
            #expect(try await payments.outbox() == ["pay-status HSO1 1", "refund RFD"])
        }
    }

    @Test("the payment that stands for the order is the one that was kept", arguments: TestEngine.allCases)
    func settled(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let (kept, _) = try await payTwice(payments)
            let settled = try await payments.client.getPaymentSuccessRefundByOrderSn(.with { $0.orderSn = "HSO1" })
            #expect(settled.paymentDetail.sn == kept)
        }
    }

    @Test("racing, one of the two is kept and the other refunded", arguments: TestEngine.allCases)
    func racing(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let first = try await payments.create(total: 100)
            let second = try await payments.create(total: 200)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await payments.update(first, to: 1, transaction: "T1") }
                    group.addTask { try await payments.update(second, to: 1, transaction: "T2") }
                }
                try await group.waitForAll()
            }
            let statuses = try await [payments.payment(first).payStatus, payments.payment(second).payStatus]
            #expect(statuses.sorted() == [1, 2])
            #expect(try await payments.outbox().sorted() == ["pay-status HSO1 1", "refund RFD"])
        }
    }
}

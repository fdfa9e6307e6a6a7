import ErrorContract
import PaymentContract
import ServiceKit
import SwiftProtobuf
import TestSupport
import Testing

@testable import PaymentRPC

@Suite("Reading payments")
struct ReadPaymentTests {
    @Test("an unknown number is not found", arguments: TestEngine.allCases, ["", "PMT0", "' OR 1=1 --"])
    func unknown(engine: TestEngine, sn: String) async throws {
        try await withPayments(engine) { payments in
            _ = try await payments.create()
            let error = await failure { _ = try await payments.payment(sn) }
            #expect(error?.code.number == 500_001)
            #expect(error?.code.kind == .notFound)
        }
    }

    @Test("another user's payment is not found", arguments: TestEngine.allCases)
    func foreign(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create(user: 7)
            let error = await failure {
                _ = try await payments.client.getPaymentBySn(
                    .with { $0.sn = sn }, metadata: CallMetadata(userID: 8).metadata)
            }
            #expect(error?.code == .paymentNotFound)
            let own = try await payments.client.getPaymentBySn(
                .with { $0.sn = sn }, metadata: CallMetadata(userID: 7).metadata)
            #expect(own.paymentDetail.sn == sn)
        }
    }

    @Test("an order without a paid or refunded payment has no detail", arguments: TestEngine.allCases)
    func unsettled(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            #expect(try await settled(payments) == nil)
            let first = try await payments.create(total: 100)
            #expect(try await settled(payments) == nil)
            try await payments.update(first, to: -1)
            #expect(try await settled(payments) == nil)
        }
    }

    @Test(
        "an order's detail is its paid payment, then that payment refunded, then the one paid after",
        arguments: TestEngine.allCases)
    func settled(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let first = try await payments.create()
            try await payments.update(first, to: 1, transaction: "T1")
            #expect(try await settled(payments) == first)
            try await payments.update(first, to: 2, transaction: "T1")
            #expect(try await settled(payments) == first)
            let second = try await payments.create()
            #expect(try await settled(payments) == first)
            try await payments.update(second, to: 1, transaction: "T2")
            #expect(try await settled(payments) == second)
            #expect(try await settled(payments, user: 8) == nil)
        }
    }

    private func settled(_ payments: PaymentsFixture, user: Int64? = nil) async throws -> String? {
        let answer = try await payments.client.getPaymentSuccessRefundByOrderSn(
            .with { $0.orderSn = "HSO1" }, metadata: CallMetadata(userID: user).metadata)
        return answer.hasPaymentDetail ? answer.paymentDetail.sn : nil
    }
}

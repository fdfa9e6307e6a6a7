import Clocks
import Database
import Outbox
import PaymentContract
import ServiceKit
import PaymentProvider
import SwiftProtobuf
import TestSupport
import Testing

@testable import PaymentRPC

@Suite("What payment-rpc delivers")
struct DeliveryTests {
    @Test(
        "a refund gives the money back and tells the queue, after the payment itself", arguments: TestEngine.allCases,
        [true, false])
    func refund(engine: TestEngine, takesBatches: Bool) async throws {
        try await withPayments(engine, takesBatches: takesBatches) { payments in
            let sn = try await payments.create()
            try await payments.update(sn, to: 1)
            _ = try await payments.client.updateTradeState(
                .with {
                    $0.sn = sn
                    $0.payStatus = 2
                    $0.tradeState = "REFUND"
                    $0.tradeStateDesc = "the order was closed"
                })
            #expect(try await payments.outbox() == ["pay-status HSO1 1", "refund RFD", "pay-status HSO1 2"])

            try await payments.relay { try await payments.outbox().isEmpty }
            #expect(payments.queue.events == ["HSO1 1", "HSO1 2"])
            let refund = try #require(payments.provider.refunds.first)
            #expect(payments.provider.refunds.count == 1)
            #expect(refund.refundSn.hasPrefix("RFD20300101080000"))
            #expect(refund.paymentSn == sn)
            #expect(refund.transactionID == "T1")
            #expect(refund.amount == 12_800)
            #expect(refund.total == 12_800)
            #expect(refund.reason == "the order was closed")
            let done = "SELECT COUNT(*) FROM refund WHERE done_at IS NOT NULL AND provider_refund_id = 'R-' || sn"
            #expect(try await payments.count(done) == 1)
        }
    }

    @Test("a refund that the provider fails is asked for again until it is done", arguments: TestEngine.allCases)
    func failingProvider(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            try await payments.update(sn, to: 1)
            try await payments.update(sn, to: 2)
            payments.provider.failNext(3)
            try await payments.relay { try await payments.outbox().isEmpty }
            #expect(payments.provider.calls == 4)
            #expect(payments.provider.refunds.count == 1)
            #expect(try await payments.count("SELECT COUNT(*) FROM refund WHERE done_at IS NULL") == 0)
        }
    }

    @Test(
        "a queue that is down gets the payment before the refund when it is back", arguments: TestEngine.allCases,
        [true, false])
    func failingQueue(engine: TestEngine, takesBatches: Bool) async throws {
        try await withPayments(engine, takesBatches: takesBatches) { payments in
            let sn = try await payments.create()
            try await payments.update(sn, to: 1)
            try await payments.update(sn, to: 2)
            payments.queue.failNext(5)
            try await payments.relay { try await payments.outbox().isEmpty }
            #expect(payments.queue.events == ["HSO1 1", "HSO1 2"])
        }
    }

    @Test(
        "a message that is delivered again is not published or refunded again", arguments: TestEngine.allCases,
        [true, false])
    func redelivered(engine: TestEngine, takesBatches: Bool) async throws {
        try await withPayments(engine, takesBatches: takesBatches) { payments in
            let sn = try await payments.create()
            try await payments.update(sn, to: 1)
            try await payments.update(sn, to: 2)
            try await payments.database.write { connection in
                _ = try connection.execute(
                    """
                    INSERT INTO outbox (kind, message_key, payload, attempts, created_at, due_at)
                    SELECT kind, message_key, payload, 0, created_at, due_at + 60000000000 FROM outbox
                    """)
            }
            try await payments.relay { try await payments.outbox().isEmpty }
            #expect(payments.queue.events == ["HSO1 1", "HSO1 2"])
            // The provider may be asked twice where a lease runs out meanwhile; the refund is one all the same.
            #expect(payments.provider.refunds.count == 1)
        }
    }

    @Test("statuses that wait together are published in one call, each order's in its order")
    func batch() async throws {
        try await withPayments { payments in
            for order in 1...5 {
                let sn = try await payments.create(order: "HSO\(order)")
                try await payments.update(sn, to: 1, transaction: "T\(order)")
                if order == 3 { try await payments.update(sn, to: 2, transaction: "T\(order)") }
            }
            try await payments.relay { try await payments.outbox().isEmpty }
            #expect(payments.queue.batches == [6])
            #expect(payments.queue.events.count == 6)
            #expect(payments.queue.events.filter { $0.hasPrefix("HSO3 ") } == ["HSO3 1", "HSO3 2"])
        }
    }

    @Test("a status that is refused does not hold up those of other orders, and comes before its refund later")
    func refusedInBatch() async throws {
        try await withPayments { payments in
            let first = try await payments.create(order: "HSO1")
            try await payments.update(first, to: 1)
            try await payments.update(first, to: 2)
            let second = try await payments.create(order: "HSO2")
            try await payments.update(second, to: 1, transaction: "T2")
            payments.queue.refuse("HSO1")
            try await payments.relay { payments.queue.events == ["HSO2 1"] }
            #expect(try await payments.outbox().contains("pay-status HSO1 1"))
            payments.queue.refuse("HSO1", false)
        }
    }

    @Test("a message that cannot be read does not hold up the others")
    func unreadable() async throws {
        try await withPayments { payments in
            let sn = try await payments.create()
            try await payments.database.write { connection in
                try Outbox.add(
                    kind: "pay-status", key: "HSO9", payload: "{}", at: Timestamp(seconds: 0), in: connection)
            }
            try await payments.update(sn, to: 1)
            try await payments.relay {
                let failing = "SELECT COUNT(*) FROM outbox WHERE message_key = 'HSO9' AND attempts > 0"
                return try await payments.count(failing) == 1
            }
            #expect(payments.queue.events == ["HSO1 1"])
        }
    }

    @Test("a payment made with another provider is not refunded by this one", arguments: TestEngine.allCases)
    func otherProvider(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            var request = Pb_CreatePaymentReq.payment()
            request.payModel = "WECHAT_PAY"
            let sn = try await payments.client.createPayment(request).sn
            try await payments.update(sn, to: 1)
            try await payments.update(sn, to: 2)
            try await payments.relay {
                try await payments.count("SELECT COUNT(*) FROM outbox WHERE kind = 'refund' AND attempts > 0") == 1
            }
            #expect(payments.provider.calls == 0)
            #expect(try await payments.count("SELECT COUNT(*) FROM refund WHERE done_at IS NULL") == 1)
        }
    }

    @Test(
        "a message that is not of our writing is an error",
        arguments: [("mystery", "{}"), ("pay-status", ""), ("pay-status", "{}"), ("pay-status", #"{"payStatus":9}"#)])
    func unknown(kind: String, payload: String) {
        let message = OutboxMessage(
            id: 1, kind: kind, key: "HSO1", payload: Array(payload.utf8), attempts: 0, createdAt: Timestamp(seconds: 0))
        #expect(throws: (any Error).self) { try PaymentMessage(message) }
    }
}

import ErrorContract
import Clocks
import Database
import PaymentContract
import ServiceKit
import SwiftProtobuf
import TestSupport
import Testing

@testable import PaymentRPC

@Suite("UpdateTradeState")
struct UpdateTradeStateTests {
    private static let spoilings: [Spoiling<Pb_UpdateTradeStateReq>] = [
        Spoiling("sn", { $0.sn = "" }), Spoiling("payStatus", { $0.payStatus = 3 }),
        Spoiling("payStatus", { $0.payStatus = -2 }),
        Spoiling("payStatus", { $0.payStatus = .max }), Spoiling("payTime", { $0.payTime = -1 }),
        Spoiling("transactionId", { $0.transactionID = "" }),
        Spoiling("transactionId", { $0.transactionID = String(repeating: "x", count: 65) }),
        Spoiling("tradeState", { $0.tradeState = String(repeating: "x", count: 33) }),
        Spoiling("tradeType", { $0.tradeType = String(repeating: "x", count: 33) }),
        Spoiling("tradeStateDesc", { $0.tradeStateDesc = String(repeating: "界", count: 257) }),
        Spoiling("tradeStateDesc", { $0.tradeStateDesc = "a\0b" }),
    ]

    @Test(
        "bad input is refused, and the message names the field",
        arguments: Self.spoilings)
    func badInput(spoiling: Spoiling<Pb_UpdateTradeStateReq>) async throws {
        try await withPayments { payments in
            let sn = try await payments.create()
            var request = Pb_UpdateTradeStateReq.with {
                $0.sn = sn
                $0.payStatus = 1
                $0.transactionID = "T1"
            }
            spoiling.spoil(&request)
            let error = await failure { [request] in _ = try await payments.client.updateTradeState(request) }
            #expect(error?.code == .parameter)
            #expect(error?.message.hasPrefix(spoiling.field) == true)
            #expect(try await payments.payment(sn).payStatus == 0)
        }
    }

    @Test("an unknown payment is not found, and another user's is not either", arguments: TestEngine.allCases)
    func unknown(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create(user: 7)
            let unknown = await failure { try await payments.update("PMT0", to: 1) }
            let foreign = await failure { try await payments.update(sn, to: 1, metadata: CallMetadata(userID: 8)) }
            #expect(unknown?.code == .paymentNotFound)
            #expect(foreign?.code == .paymentNotFound)
            #expect(try await payments.payment(sn).payStatus == 0)
        }
    }

    @Test(
        "a payment moves along its life only, and asking for what it is changes nothing",
        arguments: TestEngine.allCases,
        [
            (-1, -1, false), (-1, 0, nil), (-1, 1, true), (-1, 2, nil),
            (0, -1, true), (0, 0, false), (0, 1, true), (0, 2, nil),
            (1, -1, nil), (1, 0, nil), (1, 1, false), (1, 2, true),
            (2, -1, nil), (2, 0, nil), (2, 1, false), (2, 2, false),
        ] as [(Int64, Int64, Bool?)])
    func life(engine: TestEngine, move: (from: Int64, to: Int64, isChange: Bool?)) async throws {
        let (from, to, isChange) = move
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            if from > 0 { try await payments.update(sn, to: 1) }
            if from == 2 || from == -1 { try await payments.update(sn, to: from) }
            let before = try await (payments.payment(sn), payments.outbox(), payments.history(sn))
            payments.clock.advance(by: .seconds(1))

            let error = await failure { try await payments.update(sn, to: to) }
            let after = try await (payments.payment(sn), payments.outbox(), payments.history(sn))
            if isChange == nil {
                #expect(error?.code == .wrongStatus)
                #expect(error?.code.number == 500_003)
            } else {
                #expect(error == nil)
            }
            if isChange == true {
                #expect(after.0.payStatus == to)
                #expect(after.2 == before.2 + ["\(from)>\(to)"])
            } else {
                #expect(before == after)
            }
        }
    }

    @Test("a paid payment says how it was paid, and owes the queue one event", arguments: TestEngine.allCases)
    func paid(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            _ = try await payments.client.updateTradeState(
                .with {
                    $0.sn = sn
                    $0.payStatus = 1
                    $0.tradeState = "SUCCESS"
                    $0.transactionID = "T1"
                    $0.tradeType = "JSAPI"
                    $0.payTime = 1_893_456_010
                })
            let payment = try await payments.payment(sn)
            #expect(payment.payStatus == 1)
            #expect(payment.tradeState == 1)
            #expect(payment.tradeStateDesc == "SUCCESS")
            #expect(payment.tradeType == "JSAPI")
            #expect(payment.transactionID == "T1")
            #expect(payment.payTime == 1_893_456_010)
            #expect(try await payments.outbox() == ["pay-status HSO1 1"])
        }
    }

    @Test("200 notifications of one payment at once are one payment and one event", arguments: TestEngine.allCases)
    func racing(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<200 { group.addTask { try await payments.update(sn, to: 1) } }
                try await group.waitForAll()
            }
            #expect(try await payments.outbox() == ["pay-status HSO1 1"])
            #expect(try await payments.history(sn) == [">0", "0>1"])
        }
    }

    @Test("racing to fail and to be paid, a payment ends up paid", arguments: TestEngine.allCases)
    func racingToFail(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<40 {
                    group.addTask { _ = await failure { try await payments.update(sn, to: index % 2 == 0 ? 1 : -1) } }
                }
            }
            #expect(try await payments.payment(sn).payStatus == 1)
            #expect(try await payments.outbox() == ["pay-status HSO1 1"])
        }
    }

    @Test(
        "a paid payment is not paid again with other money, whatever has become of it", arguments: TestEngine.allCases,
        [1, 2] as [Int64])
    func otherTransaction(engine: TestEngine, status: Int64) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            try await payments.update(sn, to: 1, transaction: "T1")
            if status == 2 { try await payments.update(sn, to: 2, transaction: "T1") }
            let again = await failure { try await payments.update(sn, to: 1, transaction: "T2") }
            let refund = await failure { try await payments.update(sn, to: 2, transaction: "T2") }
            #expect(again?.code == .otherTransaction)
            #expect(refund?.code == .otherTransaction)
            #expect(try await payments.payment(sn).transactionID == "T1")
        }
    }

    @Test("the same money does not pay for two orders", arguments: TestEngine.allCases)
    func sameTransaction(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let second = try await payments.create(order: "HSO2")
            try await payments.update(payments.create(order: "HSO1"), to: 1, transaction: "T1")
            let error = await failure { try await payments.update(second, to: 1, transaction: "T1") }
            #expect(error?.code == .otherTransaction)
            #expect(try await payments.payment(second).payStatus == 0)
            #expect(try await payments.outbox() == ["pay-status HSO1 1"])
        }
    }

    @Test(
        "where the outbox cannot be written nothing is", arguments: TestEngine.allCases,
        ["outbox", "payment_history", "refund"])
    func rollback(engine: TestEngine, table: String) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            if table == "refund" { try await payments.update(sn, to: 1) }
            let before = try await payments.payment(sn)
            try await payments.database.write { _ = try $0.execute("ALTER TABLE \(table) RENAME TO gone") }
            let error = await failure { try await payments.update(sn, to: before.payStatus + 1) }
            #expect(error?.code == .database)
            try await payments.database.write { _ = try $0.execute("ALTER TABLE gone RENAME TO \(table)") }
            #expect(try await payments.payment(sn) == before)
            #expect(try await payments.count("SELECT COUNT(*) FROM refund") == 0)
        }
    }

    @Test("the history tells who asked and why", arguments: TestEngine.allCases)
    func history(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            try await payments.update(
                sn, to: -1, metadata: CallMetadata(actor: "payment-api", reason: "notified by TEST_PAY"))
            let entry = try await payments.database.read { connection in
                try connection.firstRow(
                    "SELECT actor, reason, at FROM payment_history WHERE payment_sn = $1 AND to_status = -1", sn
                ) { row in "\(try row.next() as String) \(try row.next() as String) \(try row.next() as Int64)" }
            }
            #expect(entry == "payment-api notified by TEST_PAY \(payments.clock.now.nanoseconds)")
        }
    }
}

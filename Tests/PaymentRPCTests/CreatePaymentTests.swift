import ErrorContract
import Clocks
import Database
import PaymentContract
import ServiceKit
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import PaymentRPC

@Suite("CreatePayment")
struct CreatePaymentTests {
    private static let spoilings: [Spoiling<Pb_CreatePaymentReq>] = [
        Spoiling("userId", { $0.userID = 0 }), Spoiling("userId", { $0.userID = -1 }),
        Spoiling("payTotal", { $0.payTotal = 0 }), Spoiling("payTotal", { $0.payTotal = -1 }),
        Spoiling("payTotal", { $0.payTotal = .min }),
        Spoiling("orderSn", { $0.orderSn = "" }),
        Spoiling("orderSn", { $0.orderSn = String(repeating: "é", count: 65) }),
        Spoiling("orderSn", { $0.orderSn = "HSO\0" }),
        Spoiling("payModel", { $0.payModel = "" }),
        Spoiling("payModel", { $0.payModel = String(repeating: "x", count: 33) }),
        Spoiling("serviceType", { $0.serviceType = "" }),
        Spoiling("serviceType", { $0.serviceType = String(repeating: "x", count: 1_000_000) }),
    ]

    @Test(
        "bad input is refused, and the message names the field",
        arguments: Self.spoilings)
    func badInput(spoiling: Spoiling<Pb_CreatePaymentReq>) async throws {
        try await withPayments { payments in
            var request = Pb_CreatePaymentReq.payment()
            spoiling.spoil(&request)
            let error = await failure { [request] in _ = try await payments.client.createPayment(request) }
            #expect(error?.code == .parameter)
            #expect(error?.message.hasPrefix(spoiling.field) == true)
            let stored = try await payments.count("SELECT COUNT(*) FROM payment")
            #expect(stored == 0)
        }
    }

    @Test("a guest cannot create a payment for another", arguments: TestEngine.allCases)
    func otherUser(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let error = await failure {
                _ = try await payments.client.createPayment(
                    .payment(user: 7), metadata: CallMetadata(userID: 8).metadata)
            }
            #expect(error?.code == .parameter)
        }
    }

    @Test("a number is PMT, the platform's local time and 8 digits", arguments: TestEngine.allCases)
    func number(engine: TestEngine) async throws {
        try await withPayments(engine, digits: { 42 }) { payments in
            let sn = try await payments.create()
            #expect(sn == "PMT2030010108000000000042")
        }
    }

    @Test("a number that is in use is not given twice", arguments: TestEngine.allCases)
    func collision(engine: TestEngine) async throws {
        let draws = Draws([1, 1, 1, 2])
        try await withPayments(engine, digits: { draws.next() }) { payments in
            let first = try await payments.create(order: "HSO1")
            let second = try await payments.create(order: "HSO2")
            #expect(first.hasSuffix("00000001"))
            #expect(second.hasSuffix("00000002"))
        }
    }

    @Test("what was stored is what is shown", arguments: TestEngine.allCases)
    func stored(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create()
            let payment = try await payments.payment(sn)
            #expect(payment.id > 0)
            #expect(payment.sn == sn)
            #expect(payment.userID == 7)
            #expect(payment.orderSn == "HSO1")
            #expect(payment.payTotal == 12_800)
            #expect(payment.payMode == "TEST_PAY")
            #expect(payment.serviceType == "homestayOrder")
            #expect(payment.payStatus == 0)
            #expect(payment.payTime == 0)
            #expect(payment.createTime == payments.clock.now.seconds)
            #expect(try await payments.history(sn) == [">0"])
            #expect(try await payments.outbox().isEmpty)
        }
    }

    @Test("asking again for the same gives the same payment", arguments: TestEngine.allCases)
    func again(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let first = try await payments.create()
            let again = try await payments.create()
            let other = try await payments.create(order: "HSO2")
            #expect(first == again)
            #expect(first != other)
        }
    }

    @Test("fifty that ask at once get one payment", arguments: TestEngine.allCases)
    func racing(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 { group.addTask { try await payments.create() } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(numbers.count == 1)
        }
    }

    @Test(
        "for another amount, the payment that awaits the guest fails and a new one takes its place",
        arguments: TestEngine.allCases)
    func otherAmount(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let first = try await payments.create(total: 100)
            let second = try await payments.create(total: 200)
            #expect(first != second)
            #expect(try await payments.payment(first).payStatus == -1)
            #expect(try await payments.payment(second).payStatus == 0)
            #expect(try await payments.history(first) == [">0", "0>-1"])
        }
    }

    @Test("two users cannot pay one order", arguments: TestEngine.allCases)
    func otherPayer(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            let sn = try await payments.create(user: 7)
            let error = await failure { _ = try await payments.create(user: 8) }
            #expect(error?.code == .otherPayer)
            #expect(try await payments.payment(sn).payStatus == 0)
        }
    }

    @Test("an order that is paid gets no second payment", arguments: TestEngine.allCases)
    func paid(engine: TestEngine) async throws {
        try await withPayments(engine) { payments in
            try await payments.update(payments.create(), to: 1)
            let error = await failure { _ = try await payments.create() }
            #expect(error?.code.number == 500_002)
            #expect(error?.code.kind == .conflict)
            #expect(error?.message == "this order is paid already")
        }
    }

    @Test(
        "the table itself refuses a second payment that awaits the guest, and a second paid one",
        arguments: TestEngine.allCases, [0, 1])
    func unique(engine: TestEngine, status: Int) async throws {
        try await withPayments(engine) { payments in
            try await payments.update(payments.create(order: "HSO1"), to: 1, transaction: "T1")
            _ = try await payments.create(order: "HSO2")
            let error = await #expect(throws: DatabaseError.self) {
                try await payments.database.write { connection in
                    try connection.execute(
                        """
                        INSERT INTO payment (sn, user_id, order_sn, service_type, pay_mode, pay_total, pay_status,
                            trade_type, trade_state, trade_state_desc, transaction_id, announced_status, created_at,
                            updated_at)
                        VALUES ('PMT', 7, $1, 'x', 'x', 1, $2, '', '', '', 'T2', 0, 0, 0)
                        """, status == 1 ? "HSO1" : "HSO2", status)
                }
            }
            #expect(error?.code == .uniqueViolation)
        }
    }
}

/// Numbers in a given order.
private final class Draws: Sendable {
    private let rest: Mutex<ArraySlice<Int>>

    init(_ numbers: [Int]) {
        rest = Mutex(numbers[...])
    }

    func next() -> Int {
        rest.withLock { $0.popFirst() ?? .random(in: 0..<100_000_000) }
    }
}

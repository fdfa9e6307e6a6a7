import Clocks
import Database
import DatabaseSQLite
import OrderContract
import ServiceKit
import SwiftProtobuf
import Testing
import TestSupport

@testable import OrderRPC

@Suite("The life of an order")
struct LifeTests {
    /// All pairs of states, and whether the first leads to the second.
    static let pairs = TradeState.allCases.flatMap { from in TradeState.allCases.map { (from, $0) } }

    @Test("knows the design's transitions and no other", arguments: pairs)
    func table(_ from: TradeState, _ to: TradeState) {
        let allowed: [TradeState: Set<TradeState>] = [
            .awaitingPayment: [.cancelled, .paid], .paid: [.used, .refunded, .expired],
        ]
        let expected: TradeState.Request =
            from == to ? .already : allowed[from]?.contains(to) == true ? .change : .refused
        #expect(from.request(to) == expected)
    }

    @Test("a paid order is not closed", arguments: TestEngine.allCases)
    func paidIsNotClosed(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            try await fixture.move(sn, to: .paid)
            let error = try await refusal { try await fixture.move(sn, to: .cancelled) }
            #expect(error.code.number == 400_003)
            fixture.clock.advance(by: .seconds(86_400))
            #expect(try await fixture.maintenance.closeUnpaidOrders(.init()).closed == 0)
            #expect(try await fixture.state(sn) == .paid)
        }
    }

    @Test("of a payment and a close that race, one wins and the other is told", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            for round: Int64 in 0..<40 {
                let sn = try await fixture.place {
                    $0.liveStartTime = OrderFixture.noon(day: round)
                    $0.liveEndTime = OrderFixture.noon(day: round + 1)
                }
                async let paid = moves(fixture, sn, to: .paid)
                async let closed = moves(fixture, sn, to: .cancelled)
                let (isPaid, isClosed) = try await (paid, closed)
                #expect(isPaid != isClosed)
                #expect(try await fixture.state(sn) == (isPaid ? .paid : .cancelled))
                #expect(try await fixture.taken(Catalogue.room, day: round) == (isPaid ? 1 : 0))
            }
        }
    }

    @Test("asking again for the state it has changes nothing", arguments: TestEngine.allCases)
    func again(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            for _ in 0..<3 { try await fixture.move(sn, to: .cancelled) }
            #expect(try await fixture.taken(Catalogue.room, day: 7) == 0)
            #expect(try await fixture.count("homestay_order_history") == 2)
        }
    }

    @Test("a payment for a closed order is refused and recorded, once", arguments: TestEngine.allCases)
    func latePayment(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            try await fixture.move(sn, to: .cancelled)
            for _ in 0..<3 {
                let error = try await refusal { try await fixture.move(sn, to: .paid) }
                #expect(error.message == "the order is cancelled and cannot become paid")
            }
            let refused = try await fixture.database.read { connection in
                try connection.rows("SELECT actor, reason FROM homestay_order_history WHERE applied = 0") { row in
                    Cause(actor: try row.next(), reason: try row.next())
                }
            }
            #expect(refused == [Cause(actor: "test", reason: "because")])
        }
    }

    @Test("payments for a closed order that race are recorded once", arguments: TestEngine.allCases)
    func racingLatePayments(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            try await fixture.move(sn, to: .cancelled)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { _ = try? await refusal { try await fixture.move(sn, to: .paid) } }
                }
            }
            #expect(try await fixture.count("homestay_order_history WHERE applied = 0") == 1)
        }
    }

    @Test("an unknown order, and a state that does not exist, are refused", arguments: TestEngine.allCases)
    func unknown(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            #expect(try await refusal { try await fixture.move("HSO0", to: .paid) }.code.number == 400_001)
            #expect(try await refusal { try await fixture.move("", to: .paid) }.code.number == 400_001)
            let error = try await refusal {
                try await fixture.orders.updateHomestayOrderTradeState(
                    .with {
                        $0.sn = "HSO0"
                        $0.tradeState = 9
                    })
            }
            #expect(error.code.number == 100_002)
        }
    }

    @Test("another guest's order is not found, and not listed", arguments: TestEngine.allCases)
    func privacy(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            let stranger = CallMetadata(userID: 18).metadata
            let detail = try await refusal {
                try await fixture.orders.homestayOrderDetail(.with { $0.sn = sn }, metadata: stranger)
            }
            #expect(detail.code.number == 400_001)
            let update = try await refusal {
                try await fixture.orders.updateHomestayOrderTradeState(
                    .with {
                        $0.sn = sn
                        $0.tradeState = -1
                    }, metadata: stranger)
            }
            #expect(update.code.number == 400_001)
            let list = try await refusal {
                try await fixture.orders.userHomestayOrderList(
                    .with {
                        $0.userID = 17
                        $0.pageSize = 10
                    }, metadata: stranger)
            }
            #expect(list.code.number == 100_002)
            #expect(try await fixture.state(sn) == .awaitingPayment)
        }
    }

    /// Whether an order could be moved.
    private func moves(_ fixture: OrderFixture, _ sn: String, to state: TradeState) async throws -> Bool {
        do {
            try await fixture.move(sn, to: state)
            return true
        } catch {
            #expect(ServiceError(error).code.number == 400_003)
            return false
        }
    }
}

import OrderContract
import ServiceKit
import SwiftProtobuf
import Testing
import TestSupport
import TravelContract

@testable import OrderRPC

@Suite("Placing an order")
struct PlacingTests {
    @Test("keeps what the guest was shown, whatever becomes of the homestay", arguments: TestEngine.allCases)
    func snapshot(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place {
                $0.isFood = true
                $0.livePeopleNum = 2
                $0.liveEndTime = OrderFixture.noon(day: 10)
                $0.remark = "late arrival"
            }
            fixture.catalogue.change(Catalogue.room) {
                $0.homestayPrice = 1
                $0.title = "Renamed"
            }
            let order = try await fixture.orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder
            #expect(order.title == "Lakeside room")
            #expect(order.cover == "https://example.com/1.jpg")
            #expect(order.homestayTotalPrice == 3 * 20_000)
            #expect(order.foodTotalPrice == 3 * 2 * 3_000)
            #expect(order.orderTotalPrice == order.homestayTotalPrice + order.foodTotalPrice)
            #expect(order.liveStartDate == OrderFixture.noon(day: 7) - 12 * 3600)
            #expect(order.liveEndDate == OrderFixture.noon(day: 10) - 12 * 3600)
            #expect(order.needFood == 1)
            #expect(order.tradeCode.count == 8)
            #expect(sn.wholeMatch(of: /HSO20300101080000\d{8}/) != nil)
        }
    }

    @Test("by person counts each person", arguments: TestEngine.allCases)
    func byPerson(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place {
                $0.homestayID = Catalogue.dormitory
                $0.livePeopleNum = 3
                $0.liveEndTime = OrderFixture.noon(day: 9)
            }
            let order = try await fixture.orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder
            #expect(order.orderTotalPrice == 2 * 3 * 8_000)
            #expect(order.foodTotalPrice == 0)
        }
    }

    @Test("with the same key, 100 times at once, gives one order", arguments: TestEngine.allCases)
    func idempotency(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let metadata = CallMetadata(userID: 17, idempotencyKey: "k-1").metadata
            let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await fixture.orders.createHomestayOrder(fixture.request(), metadata: metadata).sn
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(numbers.count == 1)
            #expect(try await fixture.count("homestay_order") == 1)
            #expect(try await fixture.taken(Catalogue.room, day: 7) == 1)
        }
    }

    @Test(
        "with a key that was used gives the old order, even when the homestay is off the shelf by now",
        arguments: TestEngine.allCases)
    func replay(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let metadata = CallMetadata(userID: 17, idempotencyKey: "k-1").metadata
            let first = try await fixture.orders.createHomestayOrder(fixture.request(), metadata: metadata).sn
            fixture.catalogue.change(Catalogue.room) { $0.rowState = 0 }
            let second = try await fixture.orders.createHomestayOrder(fixture.request(), metadata: metadata).sn
            #expect(first == second)
        }
    }

    @Test("with another guest's key is another order", arguments: TestEngine.allCases)
    func keysArePrivate(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let first = try await fixture.orders.createHomestayOrder(
                fixture.request(), metadata: CallMetadata(userID: 17, idempotencyKey: "k-1").metadata
            ).sn
            let second = try await fixture.orders.createHomestayOrder(
                fixture.request {
                    $0.userID = 18
                    $0.liveStartTime = OrderFixture.noon(day: 20)
                    $0.liveEndTime = OrderFixture.noon(day: 21)
                }, metadata: CallMetadata(userID: 18, idempotencyKey: "k-1").metadata
            ).sn
            #expect(first != second)
        }
    }

    @Test("with a key that came with another request is refused", arguments: TestEngine.allCases, ["", "k-1"])
    func badKeys(engine: TestEngine, _ key: String) async throws {
        try await OrderFixture.with(engine) { fixture in
            let first = CallMetadata(userID: 17, idempotencyKey: "k-1").metadata
            _ = try await fixture.orders.createHomestayOrder(fixture.request(), metadata: first)
            let error = try await refusal {
                try await fixture.orders.createHomestayOrder(
                    fixture.request { $0.remark = "changed" },
                    metadata: CallMetadata(userID: 17, idempotencyKey: key).metadata)
            }
            #expect(error.code.kind == (key.isEmpty ? .badInput : .keyReused))
            #expect(try await fixture.count("homestay_order") == 1)
        }
    }

    @Test("for somebody else is refused", arguments: TestEngine.allCases)
    func onBehalf(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let error = try await refusal {
                try await fixture.orders.createHomestayOrder(
                    fixture.request(), metadata: CallMetadata(userID: 18).metadata)
            }
            #expect(error.message.contains("userId"))
        }
    }
}

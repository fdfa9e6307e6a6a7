import OrderContract
import SwiftProtobuf
import Testing
import TestSupport

@testable import OrderRPC

@Suite("A guest's list")
struct ListTests {
    @Test("comes newest first, a page after the other, without gaps or repetitions", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            var placed: [String] = []
            for day: Int64 in 1...7 {
                placed.append(
                    try await fixture.place {
                        $0.liveStartTime = OrderFixture.noon(day: day)
                        $0.liveEndTime = OrderFixture.noon(day: day + 1)
                    })
            }
            var seen: [String] = []
            var lastID: Int64 = 0
            while true {
                let page = try await list(fixture, size: 3, lastID: lastID)
                seen += page.map(\.sn)
                guard let last = page.last else { break }
                lastID = last.id
            }
            #expect(seen == placed.reversed())
        }
    }

    @Test("shows one state, or all for a state that does not exist", arguments: TestEngine.allCases)
    func states(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let first = try await fixture.place()
            try await fixture.move(first, to: .cancelled)
            let second = try await fixture.place()
            #expect(try await list(fixture, state: -1).map(\.sn) == [first])
            #expect(try await list(fixture, state: 0).map(\.sn) == [second])
            #expect(try await list(fixture, state: 1).isEmpty)
            #expect(try await list(fixture, state: -99).map(\.sn) == [second, first])
        }
    }

    @Test("in short says the same as the whole orders", arguments: TestEngine.allCases)
    func summaries(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            for guest: Int64 in [17, 18, 17] {
                _ = try await fixture.place {
                    $0.homestayID = Catalogue.dormitory
                    $0.userID = guest
                    $0.remark = "\(guest)"
                }
            }
            let orders = try await list(fixture)
            let summaries = try await fixture.summaries.userHomestayOrderSummaries(
                .with {
                    $0.userID = 17
                    $0.pageSize = 20
                    $0.traderState = -99
                }
            ).list
            #expect(summaries.map(\.sn) == orders.map(\.sn))
            #expect(summaries.map(\.id) == orders.map(\.id))
            let (summary, order) = (try #require(summaries.first), try #require(orders.first))
            #expect(summary.title == order.title && summary.subTitle == order.subTitle)
            #expect(summary.homestayID == order.homestayID && summary.cover == order.cover)
            #expect(summary.orderTotalPrice == order.orderTotalPrice && summary.tradeCode == order.tradeCode)
            #expect(summary.createTime == order.createTime && summary.tradeState == order.tradeState)
            #expect(summary.liveStartDate == order.liveStartDate && summary.liveEndDate == order.liveEndDate)
        }
    }

    private func list(
        _ fixture: OrderFixture, size: Int64 = 20, lastID: Int64 = 0, state: Int64 = -99
    ) async throws -> [Pb_HomestayOrder] {
        try await fixture.orders.userHomestayOrderList(
            .with {
                $0.userID = 17
                $0.pageSize = size
                $0.lastID = lastID
                $0.traderState = state
            }
        ).list
    }
}

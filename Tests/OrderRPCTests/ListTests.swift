import OrderContract
import SwiftProtobuf
import Testing
import TestSupport

@testable import OrderRPC

@Suite("A guest's list")
struct ListTests {
    @Test("comes newest first, a page after the other, without gaps or repetitions")
    func pages() async throws {
        try await OrderFixture.with { fixture in
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

    @Test("shows one state, or all for a state that does not exist")
    func states() async throws {
        try await OrderFixture.with { fixture in
            let first = try await fixture.place()
            try await fixture.move(first, to: .cancelled)
            let second = try await fixture.place()
            #expect(try await list(fixture, state: -1).map(\.sn) == [first])
            #expect(try await list(fixture, state: 0).map(\.sn) == [second])
            #expect(try await list(fixture, state: 1).isEmpty)
            #expect(try await list(fixture, state: -99).map(\.sn) == [second, first])
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

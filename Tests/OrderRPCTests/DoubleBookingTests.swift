import GRPCCore
import OrderContract
import ServiceKit
import SwiftProtobuf
import Testing
import TestSupport
import TravelContract

@testable import OrderRPC

@Suite("No night is sold twice")
struct DoubleBookingTests {
    @Test("of 300 guests who race for a room, one gets it", arguments: TestEngine.allCases)
    func room(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let winners = try await race(300) { guest in try await fixture.place { $0.userID = guest } }
            #expect(winners == 1)
            #expect(try await fixture.taken(Catalogue.room, day: 7) == 1)
            #expect(try await fixture.count("homestay_order") == 1)
            #expect(try await fixture.count("outbox") == 1)
        }
    }

    @Test("of 300 couples who race for a dormitory of six, three get in", arguments: TestEngine.allCases)
    func dormitory(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let winners = try await race(300) { guest in
                try await fixture.place {
                    $0.userID = guest
                    $0.homestayID = Catalogue.dormitory
                    $0.livePeopleNum = 2
                }
            }
            #expect(winners == 3)
            #expect(try await fixture.taken(Catalogue.dormitory, day: 7) == 6)
        }
    }

    @Test(
        "stays that overlap in one night exclude each other, and leave no other night taken",
        arguments: TestEngine.allCases)
    func overlap(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            _ = try await fixture.place { $0.liveEndTime = OrderFixture.noon(day: 10) }
            let error = try await refusal {
                try await fixture.place {
                    $0.liveStartTime = OrderFixture.noon(day: 4)
                    $0.liveEndTime = OrderFixture.noon(day: 8)
                }
            }
            #expect(error.code.number == 400_002)
            #expect(error.message.contains("2030-01-08"))
            for day: Int64 in 4...6 { #expect(try await fixture.taken(Catalogue.room, day: day) == 0) }
            // The day of departure is free for the next guest.
            _ = try await fixture.place {
                $0.liveStartTime = OrderFixture.noon(day: 10)
                $0.liveEndTime = OrderFixture.noon(day: 11)
            }
        }
    }

    @Test(
        "a night is free again after",
        arguments: TestEngine.allCases,
        [
            [TradeState.cancelled], [.paid, .refunded], [.paid, .expired],
        ])
    func released(engine: TestEngine, _ path: [TradeState]) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            for state in path { try await fixture.move(sn, to: state) }
            #expect(try await fixture.taken(Catalogue.room, day: 7) == 0)
            _ = try await fixture.place { $0.userID = 18 }
        }
    }

    @Test("a night stays taken after it was paid and used", arguments: TestEngine.allCases)
    func kept(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            try await fixture.move(sn, to: .paid)
            try await fixture.move(sn, to: .used)
            #expect(try await fixture.taken(Catalogue.room, day: 7) == 1)
        }
    }

    @Test("a room that is now sold by person keeps the nights of its guests to them", arguments: TestEngine.allCases)
    func changedKind(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            fixture.catalogue.change(Catalogue.room) { $0.rowType = 1 }
            let error = try await refusal { try await fixture.place { $0.userID = 18 } }
            #expect(error.code.number == 400_002)
            try await fixture.move(sn, to: .cancelled)
            _ = try await fixture.place { $0.userID = 18 }
        }
    }

    /// How many of `count` concurrent calls succeed; all others must be refused because the dates are taken.
    private func race(_ count: Int64, _ place: @escaping @Sendable (Int64) async throws -> String) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for guest in 1...count {
                group.addTask {
                    do {
                        _ = try await place(guest)
                        return true
                    } catch let error as RPCError {
                        #expect(ServiceError(error).code.number == 400_002)
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }
}

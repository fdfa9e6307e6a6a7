import OrderContract
import ServiceKit
import SwiftProtobuf
import Testing
import TestSupport
import TravelContract

@testable import OrderRPC

@Suite("Bad input leaves nothing behind")
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: Int
        /// A part of the message.
        let says: String
        let change: @Sendable (inout Pb_CreateHomestayOrderReq) -> Void
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "no user", code: 100_002, says: "userId") { $0.userID = 0 },
        Case(name: "no homestay", code: 100_002, says: "homestayId") { $0.homestayID = 0 },
        Case(name: "a negative homestay", code: 100_002, says: "homestayId") { $0.homestayID = -1 },
        Case(name: "an unknown homestay", code: 300_001, says: "no such homestay") { $0.homestayID = 4711 },
        Case(name: "off the shelf", code: 300_002, says: "not on sale") { $0.homestayID = Catalogue.offTheShelf },
        Case(name: "yesterday", code: 100_002, says: "in the past: 2029-12-31") {
            $0.liveStartTime = OrderFixture.noon(day: -1)
        },
        Case(name: "the dawn of time", code: 100_002, says: "in the past") {
            $0.liveStartTime = 0; $0.liveEndTime = 86_400
        },
        Case(name: "a negative time", code: 100_002, says: "liveStartTime") { $0.liveStartTime = -1 },
        Case(name: "milliseconds for seconds", code: 100_002, says: "liveEndTime") { $0.liveEndTime *= 1000 },
        Case(name: "the largest time", code: 100_002, says: "liveEndTime") { $0.liveEndTime = .max },
        Case(name: "departure before arrival", code: 100_002, says: "liveEndTime") {
            $0.liveEndTime = OrderFixture.noon(day: 6)
        },
        Case(name: "departure on the day of arrival", code: 100_002, says: "liveEndTime") {
            $0.liveEndTime = $0.liveStartTime + 3600
        },
        Case(name: "too many nights", code: 100_002, says: "365 nights") {
            $0.liveEndTime = OrderFixture.noon(day: 373)
        },
        Case(name: "nobody", code: 100_002, says: "livePeopleNum") { $0.livePeopleNum = 0 },
        Case(name: "fewer than nobody", code: 100_002, says: "livePeopleNum") { $0.livePeopleNum = -3 },
        Case(name: "too many people", code: 100_002, says: "this homestay takes 4") { $0.livePeopleNum = 5 },
        Case(name: "everybody", code: 100_002, says: "livePeopleNum") { $0.livePeopleNum = .max },
        Case(name: "a long remark", code: 100_002, says: "64 characters") {
            $0.remark = String(repeating: "民", count: 65)
        },
    ]

    @Test("is refused with an error that names it", arguments: cases)
    func isRefused(_ example: Case) async throws {
        try await OrderFixture.with { fixture in
            let error = try await refusal { try await fixture.place(example.change) }
            #expect(error.code.number == example.code)
            #expect(error.message.contains(example.says), "\(error.message)")
            for table in ["homestay_order", "homestay_night", "homestay_order_history", "outbox"] {
                #expect(try await fixture.count(table) == 0, "\(table)")
            }
        }
    }

    @Test("a total that leaves 64 bits is refused", arguments: TestEngine.allCases)
    func overflow(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            fixture.catalogue.change(Catalogue.room) { $0.homestayPrice = .max / 2 }
            let error = try await refusal { try await fixture.place { $0.liveEndTime = OrderFixture.noon(day: 10) } }
            #expect(error.code.number == 400_005)
            #expect(try await fixture.count("homestay_night") == 0)
        }
    }

    @Test("a remark of 64 characters, however many bytes, is fine", arguments: TestEngine.allCases)
    func longestRemark(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let remark = String(repeating: "👨‍👩‍👧", count: 64)
            let sn = try await fixture.place { $0.remark = remark }
            #expect(try await fixture.orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder.remark == remark)
        }
    }

    @Test(
        "page sizes and ids out of range are refused",
        arguments: [
            (0, 0, "pageSize"), (-1, 0, "pageSize"), (101, 0, "pageSize"), (Int64.max, 0, "pageSize"),
            (20, -1, "lastId"),
        ] as [(Int64, Int64, String)])
    func pages(_ size: Int64, _ lastID: Int64, _ says: String) async throws {
        try await OrderFixture.with { fixture in
            let error = try await refusal {
                try await fixture.orders.userHomestayOrderList(
                    .with {
                        $0.userID = 17
                        $0.pageSize = size
                        $0.lastID = lastID
                    })
            }
            #expect(error.code.number == 100_002)
            #expect(error.message.contains(says))
        }
    }
}

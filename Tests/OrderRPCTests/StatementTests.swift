import Cache
import Clocks
import Database
import Foundation
import GRPCCore
import OrderContract
import ServiceKit
import Synchronization
import TestSupport
import Testing
import TravelContract

@testable import OrderRPC

@Suite("What placing an order asks of the database")
struct StatementTests {
    @Test(
        "is one transaction of four statements, sent at once, however many nights", arguments: [1, 30, 365] as [Int64])
    func nights(_ nights: Int64) async throws {
        try await with { placing, database in
            _ = try await placing.place(request(nights: nights))
            #expect(database.counts == .init(reads: 0, writes: 1, statements: 4, roundTrips: 1))
        }
    }

    @Test("is a fifth one for an Idempotency-Key, which is read only where it was used before")
    func key() async throws {
        try await with { placing, database in
            let first = try await placing.place(request(key: "k-1"))
            #expect(database.counts == .init(reads: 0, writes: 1, statements: 5, roundTrips: 1))
            database.reset()
            #expect(try await placing.place(request(key: "k-1")) == first)
            #expect(database.counts == .init(reads: 1, writes: 1, statements: 6, roundTrips: 2))
        }
    }

    @Test("tells which night is taken only where one is")
    func taken() async throws {
        try await with { placing, database in
            _ = try await placing.place(request(first: 9))
            database.reset()
            let error = await #expect(throws: ServiceError.self) {
                try await placing.place(request(first: 7, nights: 5))
            }
            #expect(error?.message == "the night of 2030-01-10 is taken")
            #expect(database.counts == .init(reads: 1, writes: 1, statements: 5, roundTrips: 2))
        }
    }

    @Test("is tried again with another number where the first one drawn is in use")
    func numberInUse() async throws {
        let draws = Mutex([7, 7, 7, 8])
        try await with(digits: { draws.withLock { $0.removeFirst() } }) { placing, database in
            let first = try await placing.place(request(first: 7))
            let second = try await placing.place(request(first: 8))
            #expect(first.hasSuffix("00000007") && second.hasSuffix("00000008"))
            let records = "SELECT COUNT(*), COUNT(DISTINCT order_id) FROM homestay_order_history"
            let (rows, orders) = try await database.read { connection in
                try #require(
                    try connection.firstRow(records) { row in (try row.next() as Int64, try row.next() as Int64) })
            }
            #expect(rows == 2 && orders == 2)
        }
    }

    @Test("is given up where no number can be drawn that is free")
    func noNumber() async throws {
        try await with(digits: { 7 }) { placing, database in
            _ = try await placing.place(request(first: 7))
            await #expect(throws: (any Error).self) { try await placing.place(request(first: 8)) }
            for (table, rows) in [("homestay_order", 1), ("homestay_night", 1), ("outbox", 1)] as [(String, Int64)] {
                let count = try await database.read { connection in
                    try connection.firstRow("SELECT COUNT(*) FROM \(table)") { try $0.next() as Int64 }
                }
                #expect(count == rows, "\(table)")
            }
        }
    }

    private func with(
        digits: @escaping @Sendable () -> Int = { .random(in: 0..<100_000_000) },
        _ body: @Sendable (OrderPlacing, CountingDatabase) async throws -> Void
    ) async throws {
        try await withSQLite { database in
            try await withRPC([Catalogue()]) { peers in
                try await OrderRPCServer.migrate(database)
                let counting = CountingDatabase(database)
                let clock = ManualWallClock()
                let placing = OrderPlacing(
                    database: counting,
                    homestays: HomestayCatalogue(
                        travel: Pb_travel.Client(wrapping: peers), caches: ProcessCaches(clock: clock), clock: clock),
                    calendar: LocalCalendar(timeZone: OrderFixture.timeZone),
                    numbers: SerialNumbers(timeZone: OrderFixture.timeZone, randomDigits: digits),
                    clock: clock, wakeRelay: {})
                try await body(placing, counting)
            }
        }
    }

    private func request(first: Int64 = 7, nights: Int64 = 1, key: String? = nil) throws -> PlacingRequest {
        var message = Pb_CreateHomestayOrderReq()
        message.homestayID = Catalogue.room
        message.userID = 17
        message.livePeopleNum = 1
        message.liveStartTime = OrderFixture.noon(day: first)
        message.liveEndTime = OrderFixture.noon(day: first + nights)
        return try PlacingRequest(
            message, CallMetadata(userID: 17, idempotencyKey: key), today: OrderFixture.today,
            calendar: LocalCalendar(timeZone: OrderFixture.timeZone))
    }
}

import Cache
import Clocks
import GRPCCore
import OrderContract
import ServiceKit
import SwiftProtobuf
import TestSupport
import Testing
import TravelContract

@testable import OrderRPC

@Suite("The homestays that orders are placed on", .timeLimit(.minutes(10)))
struct HomestayCatalogueTests {
    /// order-rpc's view of a travel-rpc that the test controls.
    struct Fixture: Sendable {
        let clock: ManualWallClock
        let travel: Catalogue
        let revisions: Revisions
        let homestays: HomestayCatalogue
        let watch: CatalogueWatch

        func price() async throws -> Int64? {
            try await homestays.offer(Catalogue.room)?.homestay.homestayPrice
        }

        /// Changes the room's price as travel-rpc does.
        func change(to price: Int64) {
            travel.change(Catalogue.room) { $0.homestayPrice = price }
            revisions.advance()
        }
    }

    private func with(
        knowsRevisions: Bool = true, _ body: @Sendable (Fixture) async throws -> Void
    ) async throws {
        let (clock, travel, revisions) = (ManualWallClock(), Catalogue(), Revisions())
        let services: [any RegistrableRPCService] = knowsRevisions ? [travel, revisions] : [travel]
        try await withRPC(services) { peers in
            let homestays = HomestayCatalogue(
                travel: Pb_travel.Client(wrapping: peers), caches: ProcessCaches(clock: clock), clock: clock)
            let watch = CatalogueWatch(
                revisions: Pb_travelCatalogue.Client(wrapping: peers), homestays: homestays, clock: clock,
                timeout: .seconds(60), logger: quietLogger)
            try await body(
                Fixture(clock: clock, travel: travel, revisions: revisions, homestays: homestays, watch: watch))
        }
    }

    @Test("are asked for each time before the catalogue's revision is known")
    func unknown() async throws {
        try await with { fixture in
            for _ in 0..<3 { _ = try await fixture.price() }
            #expect(fixture.travel.reads == 3)
        }
    }

    @Test("are asked for each time where travel-rpc knows no revision, which is not asked for each second")
    func unimplemented() async throws {
        try await with(knowsRevisions: false) { fixture in
            for _ in 0..<30 {
                await fixture.watch.ask()
                _ = try await fixture.price()
                fixture.clock.advance(by: .seconds(1))
            }
            #expect(fixture.travel.reads == 30)
        }
    }

    @Test("are no longer served when travel-rpc has been down for as long as the last answer is trusted")
    func down() async throws {
        try await with { fixture in
            await fixture.watch.ask()
            _ = try await fixture.price()
            fixture.travel.setDown(true)
            fixture.revisions.setDown(true)
            fixture.clock.advance(by: HomestayCatalogue.trust - .nanoseconds(1))
            await fixture.watch.ask()
            #expect(try await fixture.price() == 20_000)
            fixture.clock.advance(by: .nanoseconds(1))
            await fixture.watch.ask()
            let error = await #expect(throws: RPCError.self) { _ = try await fixture.price() }
            #expect(error?.code == .unavailable)
        }
    }

    @Test("that are not kept are an error at once when travel-rpc is down")
    func downAndUnknown() async throws {
        try await with { fixture in
            await fixture.watch.ask()
            fixture.travel.setDown(true)
            for _ in 0..<2 { await #expect(throws: RPCError.self) { _ = try await fixture.price() } }
            fixture.travel.setDown(false)
            let price = try await fixture.price()
            #expect(price == 20_000)
        }
    }

    @Test("are kept while the catalogue stays what it is, up to their time")
    func kept() async throws {
        try await with { fixture in
            for _ in 0..<25 {
                await fixture.watch.ask()
                for _ in 0..<4 { _ = try await fixture.price() }
                fixture.clock.advance(by: .seconds(1))
            }
            #expect(fixture.travel.reads == 1)
            for _ in 0..<6 {
                await fixture.watch.ask()
                fixture.clock.advance(by: .seconds(1))
            }
            #expect(try await fixture.price() == 20_000)
            #expect(fixture.travel.reads == 2)
        }
    }

    @Test("are new with the first question after a change")
    func changed() async throws {
        try await with { fixture in
            await fixture.watch.ask()
            var prices = [try await fixture.price()]
            fixture.change(to: 25_000)
            prices.append(try await fixture.price())
            fixture.clock.advance(by: .seconds(1))
            await fixture.watch.ask()
            prices.append(try await fixture.price())
            #expect(prices == [20_000, 20_000, 25_000])
        }
    }

    @Test("that do not exist are remembered as such, until they do")
    func absent() async throws {
        try await with { fixture in
            await fixture.watch.ask()
            var offers: [HomestayOffer?] = []
            for _ in 0..<5 { offers.append(try await fixture.homestays.offer(4711)) }
            #expect(fixture.travel.reads == 1)
            fixture.revisions.advance()
            await fixture.watch.ask()
            offers.append(try await fixture.homestays.offer(4711))
            #expect(offers.allSatisfy { $0 == nil })
            #expect(fixture.travel.reads == 2)
        }
    }

    @Test("are kept again when travel-rpc is back, and not what was true before it went")
    func back() async throws {
        try await with { fixture in
            await fixture.watch.ask()
            _ = try await fixture.price()
            fixture.revisions.setDown(true)
            fixture.clock.advance(by: .seconds(5))
            await fixture.watch.ask()
            fixture.change(to: 30_000)
            #expect(try await fixture.price() == 30_000)
            fixture.revisions.setDown(false)
            await fixture.watch.ask()
            for _ in 0..<3 { #expect(try await fixture.price() == 30_000) }
            #expect(fixture.travel.reads == 3)
        }
    }

    @Test("are asked for while the clock says that the last answer is of the future")
    func clockSetBack() async throws {
        try await with { fixture in
            await fixture.watch.ask()
            _ = try await fixture.price()
            fixture.clock.set(to: fixture.clock.now - .seconds(3600))
            _ = try await fixture.price()
            _ = try await fixture.price()
            #expect(fixture.travel.reads == 3)
        }
    }

    @Test("are watched once a second, from the start until shutdown")
    func service() async throws {
        try await with { fixture in
            try await withRunning([fixture.watch]) {
                for second in 1...5 {
                    await fixture.clock.waitForSleepers()
                    #expect(fixture.revisions.questions == second)
                    fixture.clock.advance(by: .seconds(1))
                    try await eventually("it asks again") { fixture.revisions.questions == second + 1 }
                }
            }
        }
    }

    @Test("decide on an order: 503 without travel-rpc, and the new price a second after it changed")
    func placing() async throws {
        let revisions = Revisions()
        try await OrderFixture.with(beside: [revisions]) { fixture in
            try await withRunning(fixture.background) {
                try await eventually("a homestay is kept") {
                    fixture.clock.advance(by: .milliseconds(100))
                    let before = fixture.catalogue.reads
                    let error = try await refusal {
                        try await fixture.place { $0.homestayID = Catalogue.offTheShelf }
                    }
                    return error.code.number == 300_002 && fixture.catalogue.reads == before
                }
                fixture.catalogue.change(Catalogue.offTheShelf) { $0.rowState = 1 }
                revisions.advance()
                try await eventually("it is on sale") {
                    fixture.clock.advance(by: .milliseconds(100))
                    do {
                        _ = try await fixture.place { $0.homestayID = Catalogue.offTheShelf }
                        return true
                    } catch let error as RPCError where ServiceError(error).code.number == 300_002 {
                        return false
                    }
                }
                fixture.catalogue.setDown(true)
                revisions.setDown(true)
                fixture.clock.advance(by: HomestayCatalogue.trust)
                let error = try await refusal { try await fixture.place { $0.homestayID = Catalogue.room } }
                #expect(error.code.kind == .unavailable)
            }
        }
    }
}

import Cache
import CacheRedis
import Clocks
import Redis
import TestSupport
import Testing
import TravelContract

@testable import OrderRPC

@Suite("Homestays whose copies processes share", .timeLimit(.minutes(10)))
struct SharedCatalogueTests {
    private let clock = ManualWallClock()
    private let travel = Catalogue()

    /// Runs `body` with the catalogues of two processes.
    private func withTwo(_ body: @Sendable (HomestayCatalogue, HomestayCatalogue) async throws -> Void) async throws {
        try await withRedis { server in
            let configuration = RedisConfiguration(host: "127.0.0.1", port: server.port)
            let clients = (0..<2).map { _ in RedisClient(configuration: configuration, logger: quietLogger) }
            let (clock, travel) = (clock, travel)
            try await withRPC([travel]) { peers in
                let catalogues = clients.map { client in
                    HomestayCatalogue(
                        travel: Pb_travel.Client(wrapping: peers),
                        caches: RedisCaches(client: client, logger: quietLogger), clock: clock)
                }
                try await body(catalogues[0], catalogues[1])
            }
            for client in clients { await client.shutdown() }
        }
    }

    @Test("are read once for both, until the catalogue has changed")
    func shared() async throws {
        try await withTwo { first, second in
            for catalogue in [first, second] { catalogue.confirm(7, asOf: clock.now) }
            let offer = try await first.offer(Catalogue.room)
            #expect(try await second.offer(Catalogue.room) == offer)
            #expect(travel.reads == 1)
            travel.change(Catalogue.room) { $0.homestayPrice = 25_000 }
            second.confirm(8, asOf: clock.now)
            #expect(try await second.offer(Catalogue.room)?.homestay.homestayPrice == 25_000)
            // The other process does not know yet, and gets what it knew.
            #expect(try await first.offer(Catalogue.room) == offer)
            first.confirm(8, asOf: clock.now)
            #expect(try await first.offer(Catalogue.room)?.homestay.homestayPrice == 25_000)
            #expect(travel.reads == 2)
        }
    }

    @Test("are the same when they come back", arguments: [Catalogue.room, Catalogue.offTheShelf])
    func roundTrip(_ id: Int64) async throws {
        try await withTwo { first, second in
            let read = try await first.offer(id)
            for catalogue in [first, second] { catalogue.confirm(7, asOf: clock.now) }
            _ = try await first.offer(id)
            let copy = try await second.offer(id)
            #expect(copy != nil && copy == read)
        }
    }
}

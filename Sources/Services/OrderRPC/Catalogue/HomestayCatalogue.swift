import Cache
import Clocks
import GRPCCore
import Logging
import ServiceKit
import SwiftProtobuf
import Synchronization
import TravelContract

/// The homestays of travel-rpc, kept for as long as the catalogue is known not to have changed.
///
/// ``CatalogueWatch`` asks once a second for the catalogue's revision, and a copy is kept under the revision that it was
/// read in: where the catalogue has another one, it is not found any more, in whichever process it was read. A copy is
/// used only where the last question that was answered is less than ``trust`` old; otherwise, and where
/// travel-rpc knows no revision, each order asks travel-rpc itself. So an order is charged what the catalogue said at
/// most ``trust`` before it was placed.
final class HomestayCatalogue: Sendable {
    /// How long an answer about the revision vouches for the copies. 3 seconds: two questions in a row may fail.
    static let trust = Duration.seconds(3)

    /// Copies expire even if no revision tells of a change: somebody may have written to the tables by hand.
    private static let limits = CacheLimits(
        capacity: 10_000, expiresAfter: .seconds(30), absentExpiresAfter: .seconds(5))

    /// A homestay in a state of the catalogue.
    struct Key: Hashable, Sendable {
        let revision: Int64
        let id: Int64
    }

    private struct Knowledge {
        var revision: Int64?
        /// When the question was asked that was answered last.
        var asOf: Timestamp?
    }

    private let travel: any Pb_travel.ClientProtocol
    private let clock: any WallClock
    private let copies: any KeyedCache<Key, HomestayOffer>
    private let knowledge = Mutex(Knowledge())

    /// - Parameter caches: where copies are kept.
    init(travel: any Pb_travel.ClientProtocol, caches: any CacheProvider, clock: any WallClock) {
        self.travel = travel
        self.clock = clock
        copies = caches.cache("order.homestays", Self.limits, .homestays)
    }

    /// A homestay, on sale or not; `nil` where there is none.
    /// - Throws: `RPCError` of travel-rpc.
    func offer(_ id: Int64) async throws -> HomestayOffer? {
        guard let revision = trustedRevision else { return try await read(id) }
        return try await copies.value(for: Key(revision: revision, id: id)) { try await self.read($0.id) }
    }

    /// The catalogue has a revision, as was asked at a moment.
    func confirm(_ revision: Int64, asOf moment: Timestamp) {
        knowledge.withLock { $0 = Knowledge(revision: revision, asOf: moment) }
    }

    /// Nothing is known of the catalogue's revision.
    func distrust() {
        knowledge.withLock { $0 = Knowledge() }
    }

    /// The catalogue's revision, where the last answer still vouches for it.
    private var trustedRevision: Int64? {
        let knowledge = knowledge.withLock { $0 }
        guard let asOf = knowledge.asOf else { return nil }
        // A clock that was set back must not make the trust last.
        return (.zero..<Self.trust).contains(clock.now - asOf) ? knowledge.revision : nil
    }

    private func read(_ id: Int64) async throws -> HomestayOffer? {
        let answer = try await travel.homestayDetail(.with { $0.id = id })
        return answer.hasHomestay ? HomestayOffer(answer.homestay) : nil
    }
}

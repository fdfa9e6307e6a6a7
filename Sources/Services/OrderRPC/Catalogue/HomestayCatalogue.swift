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
/// ``CatalogueWatch`` asks once a second for the catalogue's revision, and what was kept is dropped where it is another
/// one. A copy is used only where the last question that was answered is less than ``trust`` old; otherwise, and where
/// travel-rpc knows no revision, each order asks travel-rpc itself. So an order is charged what the catalogue said at
/// most ``trust`` before it was placed.
final class HomestayCatalogue: Sendable {
    /// How long an answer about the revision vouches for the copies. 3 seconds: two questions in a row may fail.
    static let trust = Duration.seconds(3)

    /// Copies expire even if no revision tells of a change: somebody may have written to the tables by hand.
    private static let limits = CacheLimits(
        capacity: 10_000, expiresAfter: .seconds(30), absentExpiresAfter: .seconds(5))

    private struct Knowledge {
        var revision: Int64?
        /// When the question was asked that was answered last.
        var asOf: Timestamp?
    }

    private let travel: any Pb_travel.ClientProtocol
    private let clock: any WallClock
    private let copies: Cache<Int64, HomestayOffer>
    private let knowledge = Mutex(Knowledge())

    init(travel: any Pb_travel.ClientProtocol, clock: any WallClock) {
        self.travel = travel
        self.clock = clock
        copies = Cache(Self.limits, clock: clock)
    }

    /// A homestay, on sale or not; `nil` where there is none.
    /// - Throws: `RPCError` of travel-rpc.
    func offer(_ id: Int64) async throws -> HomestayOffer? {
        guard isTrusted else { return try await read(id) }
        return try await copies.value(for: id) { id in try await self.read(id) }
    }

    /// The catalogue has a revision, as was asked at a moment.
    func confirm(_ revision: Int64, asOf moment: Timestamp) {
        knowledge.withLock { knowledge in
            // The copies go before they are trusted again.
            if knowledge.revision != revision { copies.removeAll() }
            knowledge = Knowledge(revision: revision, asOf: moment)
        }
    }

    /// Nothing is known of the catalogue's revision.
    func distrust() {
        knowledge.withLock { $0 = Knowledge() }
    }

    private var isTrusted: Bool {
        guard let asOf = knowledge.withLock({ $0.asOf }) else { return false }
        // A clock that was set back must not make the trust last.
        return (.zero..<Self.trust).contains(clock.now - asOf)
    }

    private func read(_ id: Int64) async throws -> HomestayOffer? {
        let answer = try await travel.homestayDetail(.with { $0.id = id })
        return answer.hasHomestay ? HomestayOffer(answer.homestay) : nil
    }
}

import Clocks
import Database
import protocol Database.Database
import Foundation
import GRPCCore
import MqueueContract
import OrderContract
import Outbox
import ServiceKit
import ServiceLifecycle
import SwiftProtobuf
import Synchronization
import TestSupport
import TravelContract

@testable import OrderRPC

/// order-rpc on a database of its own, with a catalogue and a queue that the test controls.
struct OrderFixture: Sendable {
    static let timeZone = TimeZone(identifier: "Asia/Shanghai")!
    static let closeAfter = Duration.seconds(20 * 60)

    let database: any Database
    let clock: ManualWallClock
    let orders: Pb_order.Client<InProcess>
    let summaries: Pb_orderSummary.Client<InProcess>
    let maintenance: Pb_orderMaintenance.Client<InProcess>
    let catalogue: Catalogue
    let queue: Queue
    let background: [any Service]

    /// The clock's today, 2030-01-01 in Shanghai.
    static let today = CalendarDay(number: 21915)

    /// - Parameter more: services that its peers have besides those that every implementation has.
    static func with(
        _ engine: TestEngine = .sqlite, beside more: [any RegistrableRPCService] = [],
        _ body: @Sendable (OrderFixture) async throws -> Void
    ) async throws {
        let catalogue = Catalogue()
        let queue = Queue()
        let clock = ManualWallClock()
        try await withDatabase(engine) { database in
            try await withRPC([catalogue, queue] + more) { peers in
                let server = try await OrderRPCServer(
                    database: database, travel: Pb_travel.Client(wrapping: peers),
                    catalogue: Pb_travelCatalogue.Client(wrapping: peers),
                    queue: Pb_mqueue.Client(wrapping: peers), queueBatches: Pb_mqueueBatch.Client(wrapping: peers),
                    closeAfter: closeAfter, timeZone: timeZone, clock: clock,
                    logger: quietLogger)
                try await withRPC([server.order, server.summary, server.maintenance]) { client in
                    try await body(
                        OrderFixture(
                            database: database, clock: clock, orders: Pb_order.Client(wrapping: client),
                            summaries: Pb_orderSummary.Client(wrapping: client),
                            maintenance: Pb_orderMaintenance.Client(wrapping: client), catalogue: catalogue,
                            queue: queue, background: server.background))
                }
            }
        }
    }

    /// A request that is right in all respects, for one night a week from now, changed by `change`.
    func request(_ change: (inout Pb_CreateHomestayOrderReq) -> Void = { _ in }) -> Pb_CreateHomestayOrderReq {
        var request = Pb_CreateHomestayOrderReq()
        request.homestayID = Catalogue.room
        request.userID = 17
        request.livePeopleNum = 1
        request.liveStartTime = Self.noon(day: 7)
        request.liveEndTime = Self.noon(day: 8)
        change(&request)
        return request
    }

    /// Noon of a day counted from today, in Unix seconds.
    static func noon(day: Int64) -> Int64 {
        (today.number + day) * 86_400 - 8 * 3600 + 12 * 3600
    }

    func place(_ change: (inout Pb_CreateHomestayOrderReq) -> Void = { _ in }) async throws -> String {
        try await orders.createHomestayOrder(request(change)).sn
    }

    func state(_ sn: String) async throws -> TradeState? {
        TradeState(rawValue: try await orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder.tradeState)
    }

    func move(_ sn: String, to state: TradeState) async throws {
        _ = try await orders.updateHomestayOrderTradeState(
            .with {
                $0.sn = sn
                $0.tradeState = state.rawValue
            }, metadata: CallMetadata(actor: "test", reason: "because").metadata)
    }

    /// The places taken of a night, counted from today.
    func taken(_ homestay: Int64, day: Int64) async throws -> Int64 {
        try await database.read { connection in
            try connection.firstRow(
                "SELECT taken FROM homestay_night WHERE homestay_id = $1 AND night = $2", homestay,
                Self.today.number + day
            ) { try $0.next() as Int64 } ?? 0
        }
    }

    func count(_ table: String) async throws -> Int64 {
        try await database.read { connection in
            try connection.firstRow("SELECT COUNT(*) FROM \(table)") { try $0.next() as Int64 } ?? 0
        }
    }
}

public import Cache
public import Clocks
public import Database
public import Foundation
public import Logging
public import MqueueContract
public import OrderContract
import Outbox
import ServiceKit
public import ServiceLifecycle
public import TravelContract

/// order-rpc: owns the orders, the nights they hold and their life cycle.
public struct OrderRPCServer: Sendable {
    /// `pb.order`.
    public let order: any Pb_order.ServiceProtocol
    /// `pb.orderSummary`.
    public let summary: any Pb_orderSummary.ServiceProtocol
    /// `pb.orderMaintenance`.
    public let maintenance: any Pb_orderMaintenance.ServiceProtocol
    /// What runs beside that: the relay of close tasks to the queue, and the watch over the catalogue.
    public let background: [any Service]

    /// Brings the database's schema up to date and assembles the service.
    ///
    /// - Parameters:
    ///   - database: the orders' own.
    ///   - closeAfter: how long an order may stay unpaid.
    ///   - timeZone: the calendar of the stays.
    ///   - caches: where copies of travel-rpc's homestays are kept; in this process unless given.
    public init(
        database: any Database, travel: any Pb_travel.ClientProtocol,
        catalogue: any Pb_travelCatalogue.ClientProtocol, queue: any Pb_mqueue.ClientProtocol,
        queueBatches: any Pb_mqueueBatch.ClientProtocol, closeAfter: Duration, timeZone: TimeZone,
        caches: (any CacheProvider)? = nil, clock: any WallClock = SystemWallClock(), logger: Logger
    ) async throws {
        try await Self.migrate(database)
        let closing = CloseTaskDelivery(queue: queue, batches: queueBatches, clock: clock)
        let relay = OutboxRelay(
            database: database, clock: clock, logger: logger, linger: Self.relayLinger,
            deliverBatch: { try await closing.deliver($0) })
        let homestays = HomestayCatalogue(travel: travel, caches: caches ?? ProcessCaches(clock: clock), clock: clock)
        let calendar = LocalCalendar(timeZone: timeZone)
        order = OrderService(
            database: database,
            placing: OrderPlacing(
                database: database, homestays: homestays, calendar: calendar,
                numbers: SerialNumbers(timeZone: timeZone),
                clock: clock, wakeRelay: { relay.wake() }),
            transitions: OrderTransitions(database: database, clock: clock))
        summary = OrderSummaryService(database: database)
        maintenance = OrderMaintenanceService(
            sweep: OrderSweep(database: database, clock: clock, calendar: calendar, closeAfter: closeAfter))
        background = [
            CatalogueWatch(revisions: catalogue, homestays: homestays, clock: clock, logger: logger), relay,
        ]
    }

    /// Close tasks have minutes, so that those of several orders may wait for each other.
    private static let relayLinger = Duration.milliseconds(10)

    /// Brings the schema up to date.
    public static func migrate(_ database: any Database) async throws {
        try await database.migrate(Migrations.all)
    }
}

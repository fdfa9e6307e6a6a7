public import Clocks
public import Database
public import Foundation
public import Logging
public import MqueueContract
import Outbox
public import PaymentContract
public import PaymentProvider
import ServiceKit
public import ServiceLifecycle

/// payment-rpc: owns the payments and what is given back of them.
public struct PaymentRPCServer: Sendable {
    /// `pb.payment`.
    public let payment: any Pb_payment.ServiceProtocol
    /// What runs beside that: the relay of payment events to the queue and of refunds to the provider.
    public let background: [any Service]

    /// Brings the database's schema up to date and assembles the service.
    ///
    /// - Parameters:
    ///   - database: the payments' own.
    ///   - provider: who gives money back.
    ///   - timeZone: the time zone of the moments in payment numbers.
    /// - Throws: `DatabaseError`
    public init(
        database: any Database, provider: any PaymentProvider, queue: any Pb_mqueue.ClientProtocol,
        queueBatches: any Pb_mqueueBatch.ClientProtocol, timeZone: TimeZone, clock: any WallClock = SystemWallClock(),
        logger: Logger
    ) async throws {
        try await self.init(
            database: database, provider: provider, queue: queue, queueBatches: queueBatches,
            numbers: SerialNumbers(timeZone: timeZone), clock: clock, logger: logger)
    }

    init(
        database: any Database, provider: any PaymentProvider, queue: any Pb_mqueue.ClientProtocol,
        queueBatches: any Pb_mqueueBatch.ClientProtocol, numbers: SerialNumbers, clock: any WallClock, logger: Logger
    ) async throws {
        try await Self.migrate(database)
        let delivery = PaymentDelivery(
            database: database,
            announcement: StatusAnnouncement(
                database: database, queue: queue, batches: queueBatches, clock: clock),
            provider: provider, clock: clock, logger: logger)
        let relay = OutboxRelay(
            database: database, clock: clock, logger: logger, linger: Self.relayLinger,
            deliverBatch: { try await delivery.deliver($0) })
        payment = PaymentService(
            database: database,
            creation: PaymentCreation(database: database, numbers: numbers, clock: clock),
            transitions: PaymentTransitions(
                database: database, numbers: numbers, clock: clock, logger: logger, wakeRelay: { relay.wake() }))
        background = [relay]
    }

    /// A guest who has paid looks at the order next, and the event is to be there first.
    private static let relayLinger = Duration.milliseconds(2)

    /// Brings the schema up to date.
    /// - Throws: `DatabaseError`
    public static func migrate(_ database: any Database) async throws {
        try await database.migrate(Migrations.all)
    }
}

public import Clocks
public import Database
public import Logging
public import ServiceLifecycle
import Synchronization

/// Delivers the messages of an ``Outbox``, each at least once: one by one, or those that are due together in one call.
///
/// A message is deleted after its delivery returned. One whose delivery fails is tried again after a pause that
/// doubles from 1 to 30 seconds, for ever, while the others go on. A message is delivered twice where a process dies
/// between delivery and deletion, or is stopped for longer than the lease while another one runs; the receiver tells by
/// the key.
///
/// On graceful shutdown no more messages are taken, and those in hand are finished.
public final class OutboxRelay: Service {
    /// Delivers one message. Throwing means that it was not delivered.
    public typealias Delivery = @Sendable (OutboxMessage) async throws -> Void
    /// Delivers messages of one kind, in the order in which they were written, and returns those that were not
    /// delivered, each with the reason. Throwing means that none was.
    public typealias BatchDelivery = @Sendable ([OutboxMessage]) async throws -> [OutboxMessage.ID: any Error]

    /// How often the relay looks for messages that no one woke it for: those of another process, and those whose
    /// pause is over. 1 second.
    public static let checkInterval = Duration.seconds(1)

    let database: any Database
    let clock: any WallClock
    let logger: Logger
    let batchSize: Int
    let concurrency: Int
    let linger: Duration
    let lease: Duration
    /// Whether what was taken together is delivered together.
    let isBatched: Bool
    let deliver: BatchDelivery
    let state = Mutex(State())
    let wakes: AsyncStream<Void>
    let wakeUp: AsyncStream<Void>.Continuation

    /// A relay that delivers one by one.
    ///
    /// - Parameters:
    ///   - database: where the outbox is.
    ///   - batchSize: the most messages taken in one transaction, at least 1.
    ///   - concurrency: the most messages being delivered at a time, at least 1.
    ///   - lease: for how long other relays leave a message alone that this one has taken. It is renewed for a delivery
    ///     that takes longer; a message that was in hand when its process died waits for the rest of it.
    ///   - deliver: delivers one message. It should give up at some time, as one that hangs takes up a place.
    public convenience init(
        database: any Database, clock: any WallClock = SystemWallClock(), logger: Logger, batchSize: Int = 256,
        concurrency: Int = 64, lease: Duration = .seconds(15), deliver: @escaping Delivery
    ) {
        self.init(
            database: database, clock: clock, logger: logger, batchSize: batchSize, concurrency: concurrency,
            linger: .zero, lease: lease, isBatched: false
        ) { messages in
            for message in messages { try await deliver(message) }
            return [:]
        }
    }

    /// A relay that delivers the messages of one kind that are due together in one call.
    ///
    /// A message that comes alone is delivered at once. Those that come within `linger` of it are collected, and go
    /// together: the more there is to do, the less each one costs.
    ///
    /// - Parameters:
    ///   - database: where the outbox is.
    ///   - batchSize: the most messages taken in one transaction and delivered in one call, at least 1.
    ///   - concurrency: the most messages being delivered at a time, at least 1.
    ///   - linger: the least time between two looks at the outbox, unless one finds more than a batch.
    ///   - lease: for how long other relays leave a message alone that this one has taken.
    ///   - deliverBatch: delivers messages. It should give up at some time, as one that hangs takes up their places.
    public convenience init(
        database: any Database, clock: any WallClock = SystemWallClock(), logger: Logger, batchSize: Int = 256,
        concurrency: Int = 1024, linger: Duration, lease: Duration = .seconds(15),
        deliverBatch: @escaping BatchDelivery
    ) {
        self.init(
            database: database, clock: clock, logger: logger, batchSize: batchSize, concurrency: concurrency,
            linger: linger, lease: lease, isBatched: true, deliver: deliverBatch)
    }

    private init(
        database: any Database, clock: any WallClock, logger: Logger, batchSize: Int, concurrency: Int,
        linger: Duration, lease: Duration, isBatched: Bool, deliver: @escaping BatchDelivery
    ) {
        precondition(batchSize >= 1 && concurrency >= 1, "a relay takes and delivers at least one message at a time")
        self.database = database
        self.clock = clock
        self.logger = logger
        self.batchSize = batchSize
        self.concurrency = concurrency
        self.linger = linger
        self.lease = lease
        self.isBatched = isBatched
        self.deliver = deliver
        (wakes, wakeUp) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Tells the relay that a message was committed. Costs next to nothing, and may be called from anywhere and more
    /// often than necessary.
    public func wake() {
        wakeUp.yield()
    }

    /// How much waits in the outbox, and for how long.
    /// - Throws: `DatabaseError`
    public func status() async throws -> OutboxStatus {
        let now = clock.now
        return try await database.read { try Outbox.status(at: now, in: $0) }
    }

    /// Relays until graceful shutdown or cancellation. It can be run once.
    public func run() async throws {
        wake()
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { ticker in
                ticker.addTask { await self.tick() }
                await withDiscardingTaskGroup { deliveries in
                    for await _ in wakes {
                        await collect()
                        await relay(&deliveries)
                    }
                }
                ticker.cancelAll()
            }
            await settleRest()
        } onGracefulShutdown: {
            self.state.withLock { $0.isStopping = true }
            self.wakeUp.finish()
        }
    }
}

public import Clocks
public import Database
public import Logging
public import ServiceLifecycle
import Synchronization

/// Delivers the messages of an ``Outbox``, each at least once.
///
/// A message is deleted after its delivery returned. One whose delivery throws is tried again after a pause that
/// doubles from 1 to 30 seconds, for ever, while the others go on. A message is delivered twice where a process dies
/// between delivery and deletion, or is stopped for longer than the lease while another one runs; the receiver tells by
/// the key.
///
/// On graceful shutdown no more messages are taken, and those in hand are finished.
public final class OutboxRelay: Service {
    /// Delivers one message.
    public typealias Delivery = @Sendable (OutboxMessage) async throws -> Void

    /// How often the relay looks for messages that no one woke it for: those of another process, and those whose
    /// pause is over. 1 second.
    public static let checkInterval = Duration.seconds(1)

    let database: any Database
    let clock: any WallClock
    let logger: Logger
    let batchSize: Int
    let concurrency: Int
    let lease: Duration
    let deliver: Delivery
    let state = Mutex(State())
    let wakes: AsyncStream<Void>
    let wakeUp: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - database: where the outbox is.
    ///   - batchSize: the most messages taken in one transaction, at least 1.
    ///   - concurrency: the most messages being delivered at a time, at least 1.
    ///   - lease: for how long other relays leave a message alone that this one has taken. It is renewed for a delivery
    ///     that takes longer; a message that was in hand when its process died waits for the rest of it.
    ///   - deliver: delivers one message. Throwing means that it was not delivered. It should give up at some time, as
    ///     one that hangs takes up a place.
    public init(
        database: any Database, clock: any WallClock = SystemWallClock(), logger: Logger, batchSize: Int = 256,
        concurrency: Int = 64, lease: Duration = .seconds(15), deliver: @escaping Delivery
    ) {
        precondition(batchSize >= 1 && concurrency >= 1, "a relay takes and delivers at least one message at a time")
        self.database = database
        self.clock = clock
        self.logger = logger
        self.batchSize = batchSize
        self.concurrency = concurrency
        self.lease = lease
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
                    for await _ in wakes { await relay(&deliveries) }
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

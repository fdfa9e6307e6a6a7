public import Clocks
public import Logging
public import ServiceLifecycle

/// Handles the events of a consumer's topics, each at least once: what a service runs.
///
/// Events of one key are handled one after the other, in their order. Partitions are handled side by side, and so are
/// the events of different keys within a partition, a bounded number at a time. An event is committed after its handler
/// returned, and after all that stand before it in its partition are dealt with. Where the handler throws
/// - ``UnprocessableEvent``, the event goes to `<topic>.dead`;
/// - ``DependencyUnavailable``, it is handled again for as long as it takes, and sooner or later the partition waits;
/// - anything else, it is handled again as ``EventRetryPolicy`` says, and then goes to `<topic>.dead`.
///
/// A dead letter is durable before its event is committed, so an event can be in both places and never in none.
/// On graceful shutdown the events in hand are finished and committed; those that wait to be retried are left to the
/// next member that gets their partition, and their attempts are counted anew.
public struct EventProcessor: Service {
    public typealias Handler = @Sendable (EventRecord) async throws -> Void

    let consumer: any EventConsumer
    let deadLetters: any EventProducer
    let concurrency: Int
    let retry: EventRetryPolicy
    let clock: any WallClock
    let logger: Logger
    let handler: Handler

    /// - Parameters:
    ///   - consumer: where the events come from. It should be used by nothing else.
    ///   - deadLetters: what dead letters are sent with.
    ///   - concurrency: how many events of a partition are handled at a time, 1 to 1000.
    ///   - handler: handles one event. It may see an event again that it has handled.
    /// - Throws: ``EventLogError`` with the code `invalidArgument` where the concurrency is out of its range, or a
    ///   topic's name leaves no room for a dead-letter topic's.
    public init(
        consumer: any EventConsumer, deadLetters: any EventProducer, concurrency: Int = 16,
        retry: EventRetryPolicy = EventRetryPolicy(), clock: any WallClock = SystemWallClock(), logger: Logger,
        handler: @escaping Handler
    ) throws(EventLogError) {
        guard (1...1000).contains(concurrency) else {
            throw EventLogError(.invalidArgument, "1 to 1000 events are handled at a time, not \(concurrency)")
        }
        for topic in consumer.topics {
            try EventNames.checkTopic(EventNames.deadLetterTopic(of: topic))
        }
        self.consumer = consumer
        self.deadLetters = deadLetters
        self.concurrency = concurrency
        self.retry = retry
        self.clock = clock
        self.logger = logger
        self.handler = handler
    }

    public func run() async throws {
        try await consumer.run { partition in
            await PartitionProcessor(partition, of: self).run()
        }
    }
}

public import Clocks
public import Logging
public import ServiceLifecycle

/// Handles the events of a consumer's topics, each at least once: what a service runs.
///
/// The events of a partition are handled one after the other, partitions side by side. An event is committed after
/// its handler returned. Where the handler throws
/// - ``UnprocessableEvent``, the event goes to `<topic>.dead`;
/// - ``DependencyUnavailable``, it is handled again for as long as it takes;
/// - anything else, it is handled again as ``EventRetryPolicy`` says, and then goes to `<topic>.dead`.
///
/// A dead letter is durable before its event is committed, so an event can be in both places and never in none.
/// On graceful shutdown the events in hand are finished and committed; those that wait to be retried are left to the
/// next member that gets their partition, and their attempts are counted anew.
public struct EventProcessor: Service {
    public typealias Handler = @Sendable (EventRecord) async throws -> Void

    let consumer: any EventConsumer
    let deadLetters: any EventProducer
    let retry: EventRetryPolicy
    let clock: any WallClock
    let logger: Logger
    let handler: Handler

    /// - Parameters:
    ///   - consumer: where the events come from. It should be used by nothing else.
    ///   - deadLetters: what dead letters are sent with.
    ///   - handler: handles one event. It may see an event again that it has handled.
    /// - Throws: ``EventLogError`` with the code `invalidArgument` where a topic's name leaves no room for a
    ///   dead-letter topic's.
    public init(
        consumer: any EventConsumer, deadLetters: any EventProducer, retry: EventRetryPolicy = EventRetryPolicy(),
        clock: any WallClock = SystemWallClock(), logger: Logger, handler: @escaping Handler
    ) throws(EventLogError) {
        for topic in consumer.topics {
            try EventNames.checkTopic(EventNames.deadLetterTopic(of: topic))
        }
        self.consumer = consumer
        self.deadLetters = deadLetters
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

public import Clocks
public import EventLog
public import Logging
import Synchronization

/// An event log on a Kafka cluster, through librdkafka.
///
/// Topics are made when they are first named, where the cluster allows it. A record is kept for as long as the cluster's
/// own retention says.
///
/// The log connects when it is first used. ``close()`` lets go of all that it has.
public final class KafkaEventLog: Sendable {
    private enum Connection {
        case none
        case open(ProducerConnection)
        case closed
    }

    let configuration: KafkaConfiguration
    let clock: any WallClock
    let logger: Logger
    let inspector: KafkaInspector
    let topicDirectory: TopicDirectory
    private let partitioner = EventPartitioner()
    private let connection = Mutex(Connection.none)

    /// - Throws: ``EventLogError`` with the code `invalidArgument` for a setting that is out of range or a file that
    ///   cannot be read.
    public init(
        _ configuration: KafkaConfiguration, clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(EventLogError) {
        try configuration.validate()
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        inspector = try KafkaInspector(configuration, logger: logger)
        topicDirectory = TopicDirectory(inspector, configuration, clock: clock)
    }

    deinit {
        // Whoever forgets to close a log leaves no threads behind.
        inspector.stop()
        if case .open(let producer) = connection.withLock({ $0 }) { producer.close(patience: .zero) }
    }

    /// Returns when a broker answers.
    /// - Throws: ``EventLogError``: `unavailable` where none does in time, `accessDenied` where one refuses this client.
    public func check(within timeout: Duration) async throws(EventLogError) {
        try await inspector.ask(within: timeout) { cluster throws(EventLogError) in try cluster.check() }
    }

    /// A producer. All of one log's producers are alike, and take turns for events without a key.
    public var producer: KafkaEventProducer {
        KafkaEventProducer(log: self)
    }

    /// A new member of a group.
    ///
    /// - Parameters:
    ///   - start: where the group begins in a partition that it has not committed.
    ///   - sessionTimeout: after how much silence the member's partitions go to others; the configuration's if none is
    ///     given.
    ///   - prefetch: how many records of a partition are read ahead at most, beside
    ///     ``KafkaConfiguration/readAheadKiB``.
    /// - Throws: ``EventLogError`` with the code `invalidArgument`
    public func consumer(
        group: String, topics names: [String], start: GroupStart = .earliest, sessionTimeout: Duration? = nil,
        prefetch: Int = 10_000
    ) throws(EventLogError) -> KafkaEventConsumer {
        try EventNames.checkGroup(group)
        guard !names.isEmpty else { throw EventLogError(.invalidArgument, "a consumer needs at least one topic") }
        for name in names { try EventNames.checkTopic(name) }
        let sessionTimeout = sessionTimeout ?? configuration.sessionTimeout
        guard (.seconds(1) ... .seconds(1800)).contains(sessionTimeout) else {
            throw EventLogError(.invalidArgument, "a session time-out is 1 s to 30 min, not \(sessionTimeout)")
        }
        guard (1...1_000_000).contains(prefetch) else {
            throw EventLogError(
                .invalidArgument, "a consumer reads ahead 1 to 1 000 000 records, not \(prefetch)")
        }
        return KafkaEventConsumer(
            log: self, group: group, topics: Set(names).sorted(), start: start, sessionTimeout: sessionTimeout,
            prefetch: prefetch)
    }

    /// Sends what is under way and lets go of all connections. Consumers end by themselves, when their task does.
    public func close() async {
        let previous = connection.withLock { connection in
            defer { connection = .closed }
            return connection
        }
        if case .open(let producer) = previous {
            producer.close(patience: configuration.messageTimeout)
            await producer.waitUntilClosed()
        }
        inspector.stop()
        await inspector.waitUntilStopped()
    }

    /// The connection that events go through; a new one after the last has failed for good.
    func producerConnection() throws(EventLogError) -> ProducerConnection {
        let result: Result<ProducerConnection, EventLogError> = connection.withLock { connection in
            switch connection {
            case .closed: return .failure(EventLogError(.closed, "the log is closed"))
            case .open(let producer) where producer.isOpen: return .success(producer)
            case .open, .none:
                do throws(EventLogError) {
                    let producer = try ProducerConnection(configuration, partitioner: partitioner, logger: logger)
                    connection = .open(producer)
                    return .success(producer)
                } catch {
                    return .failure(error)
                }
            }
        }
        return try result.get()
    }
}

public import Clocks
public import Database
public import EventLog
public import Logging

/// The embedded event log: topics, partitions and consumer groups in a database of its own.
///
/// A record that was sent reaches waiting consumers of the same `SQLiteEventLog` at once; consumers in other processes
/// on the same database see it within ``checkInterval``. Topics are made when they are first named.
///
/// As a `Service` it trims what is older than the retention.
public final class SQLiteEventLog: Sendable {
    /// How often consumers look for what other processes did: 1 second.
    public static let checkInterval = Duration.seconds(1)

    let store: EventStore
    let clock: any WallClock
    let logger: Logger
    let retention: Duration
    let topics: TopicDirectory
    let switchboard = Switchboard()
    private let partitioner = EventPartitioner()

    /// Opens the log and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - database: a database that nothing else keeps its records in.
    ///   - partitions: how many partitions a new topic gets, 1 to 1024. Topics that exist keep theirs.
    ///   - retention: how long a record is kept once every group that knows its topic has committed it.
    /// - Throws: ``EventLogError``
    public init(
        database: any Database, clock: any WallClock = SystemWallClock(), partitions: Int = 8,
        retention: Duration = .seconds(7 * 86400), logger: Logger
    ) async throws(EventLogError) {
        guard (1...1024).contains(partitions) else {
            throw EventLogError(.invalidArgument, "a topic has 1 to 1024 partitions, not \(partitions)")
        }
        guard retention >= .zero else {
            throw EventLogError(.invalidArgument, "the retention is negative: \(retention)")
        }
        store = EventStore(database: database)
        self.clock = clock
        self.logger = logger
        self.retention = retention
        topics = TopicDirectory(store: store, partitions: partitions)
        try await store.migrate()
    }

    /// A producer. All of one log's producers are alike, and take turns for events without a key.
    public var producer: SQLiteEventProducer {
        SQLiteEventProducer(
            store: store, topics: topics, switchboard: switchboard, partitioner: partitioner, clock: clock)
    }

    /// A new member of a group.
    ///
    /// - Parameters:
    ///   - start: where a group begins that has not been seen before.
    ///   - sessionTimeout: after how much silence the member's partitions go to others, at least 3 seconds.
    ///   - prefetch: how many records of a partition are read ahead, at least 1.
    /// - Throws: ``EventLogError`` with the code `invalidArgument`
    public func consumer(
        group: String, topics names: [String], start: GroupStart = .earliest,
        sessionTimeout: Duration = .seconds(10), prefetch: Int = 64
    ) throws(EventLogError) -> SQLiteEventConsumer {
        try EventNames.checkGroup(group)
        guard !names.isEmpty else { throw EventLogError(.invalidArgument, "a consumer needs at least one topic") }
        for name in names { try EventNames.checkTopic(name) }
        guard sessionTimeout >= .seconds(3) else {
            throw EventLogError(.invalidArgument, "a session time-out is 3 s or more, not \(sessionTimeout)")
        }
        guard prefetch >= 1 else {
            throw EventLogError(.invalidArgument, "a consumer reads ahead 1 record or more, not \(prefetch)")
        }
        return SQLiteEventConsumer(
            log: self, group: group, topics: Set(names).sorted(), start: start, sessionTimeout: sessionTimeout,
            prefetch: prefetch)
    }
}

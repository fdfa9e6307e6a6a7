public import EventLog

/// Which cluster a log is on, as whom, and how patiently.
public struct KafkaConfiguration: Sendable {
    /// The brokers that are asked first; they name the others.
    public let brokers: KafkaBrokers
    /// How connections are encrypted; `nil` for not at all.
    public var tls: KafkaTLS?
    /// As whom the log signs in; `nil` where nobody is asked to.
    public var credentials: KafkaCredentials?
    /// What the brokers' own logs and quotas call this process.
    public var clientID = "event-log"
    /// After how much silence a member's partitions go to others. Brokers take 6 s to 30 min unless told otherwise.
    public var sessionTimeout: Duration = .seconds(10)
    /// How long a member may take to finish what it has in hand when the group shares its partitions out anew. After
    /// that the group goes on without it.
    public var rebalanceTimeout: Duration = .seconds(300)
    /// How long an event may take until it is durable; after that sending it fails.
    public var messageTimeout: Duration = .seconds(10)
    /// How long the cluster may take to answer a question: which topics there are, how far a group came.
    public var requestTimeout: Duration = .seconds(5)
    /// How long a broker may wait for events before it answers that there are none. A new event ends the wait.
    public var longestFetchWait: Duration = .milliseconds(500)
    /// The most bytes of a partition that are read ahead, in KiB.
    public var readAheadKiB = 8192
    /// How many partitions a topic gets that the log creates, 1 to 10 000.
    public var partitions = 8
    /// How many brokers keep each partition of such a topic; `nil` leaves it to the cluster.
    public var replication: Int?

    public init(brokers: KafkaBrokers) {
        self.brokers = brokers
    }

    /// - Parameter brokers: `host:port,host:port`.
    /// - Throws: ``EventLogError`` with the code `invalidArgument`, which says what is wrong with the list.
    public init(brokers: String) throws(EventLogError) {
        self.init(brokers: try KafkaBrokers(brokers))
    }
}

extension KafkaConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The brokers and the user. No password.
    public var description: String {
        "Kafka at \(brokers)\(credentials.map { ", as \($0.user)" } ?? "")\(tls == nil ? "" : ", with TLS")"
    }

    public var debugDescription: String { description }

    /// Nothing of what is inside: dumps and logs that look into a value show no password either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

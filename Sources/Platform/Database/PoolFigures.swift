/// How busy a set of a database's connections is.
public struct PoolFigures: Sendable, Hashable {
    /// What its connections are for, where a database has several sets: `write`, `read`.
    public var purpose: String?
    /// The most connections.
    public var maximum: Int
    /// The connections that are up.
    public var open: Int
    /// The connections that are at work.
    public var inUse: Int
    /// The transactions that wait for a connection now.
    public var waiting: Int
    /// The transactions that had to wait for a connection, since the database was opened.
    public var waitCount: Int
    /// How long these waited in all.
    public var waitTime: Duration

    public init(
        purpose: String? = nil, maximum: Int, open: Int, inUse: Int, waiting: Int, waitCount: Int, waitTime: Duration
    ) {
        self.purpose = purpose
        self.maximum = maximum
        self.open = open
        self.inUse = inUse
        self.waiting = waiting
        self.waitCount = waitCount
        self.waitTime = waitTime
    }
}

/// A ``Database`` that says how busy its connections are.
public protocol PooledDatabase: Database {
    /// Its sets of connections, as they are at the moment. Cheap: one lock for each.
    var pools: [PoolFigures] { get }
}

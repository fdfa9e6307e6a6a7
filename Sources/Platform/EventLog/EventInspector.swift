/// Looks into a log and tidies it up, for operators: no group is involved and nothing is committed.
public protocol EventInspector: Sendable {
    /// All topics and what their partitions hold, by name.
    func topics() async throws(EventLogError) -> [TopicSummary]

    /// Up to `limit` records from `offset` on.
    /// - Throws: ``EventLogError`` with the code `unknownPartition`.
    func read(
        topic: String, partition: Int, from offset: Int64, limit: Int
    ) async throws(EventLogError) -> [EventRecord]

    /// Deletes the records before `offset`, read or unread, and returns how many there were.
    /// - Throws: ``EventLogError`` with the code `unknownPartition`.
    @discardableResult
    func deleteRecords(topic: String, partition: Int, before offset: Int64) async throws(EventLogError) -> Int

    /// How far a group came in each partition; empty for a group that is not known.
    func progress(of group: String) async throws(EventLogError) -> [GroupProgress]

    /// Forgets how far a group came, so that it no longer keeps records from being trimmed.
    /// - Throws: ``EventLogError`` with the code `groupInUse` while the group has members.
    func deleteGroup(_ group: String) async throws(EventLogError)
}

/// A topic and the extent of its partitions.
public struct TopicSummary: Sendable, Hashable {
    public var name: String
    /// The offsets that each partition holds, by the partition's number: from the oldest record kept up to, not
    /// including, the next to come.
    public var partitions: [Range<Int64>]

    public init(name: String, partitions: [Range<Int64>]) {
        self.name = name
        self.partitions = partitions
    }
}

/// How far a group came in a partition.
public struct GroupProgress: Sendable, Hashable {
    public var topic: String
    public var partition: Int
    /// The offset of the first record that is not committed.
    public var committed: Int64
    /// The offset that the next record to come will have.
    public var end: Int64

    public init(topic: String, partition: Int, committed: Int64, end: Int64) {
        self.topic = topic
        self.partition = partition
        self.committed = committed
        self.end = end
    }

    /// How many records wait for the group, at most: trimmed ones are counted too.
    public var lag: Int64 { end - committed }
}

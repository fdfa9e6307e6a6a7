/// A partition while it is this member's: its records from the first one that the group has not committed.
public protocol AssignedPartition: Sendable {
    /// The topic that the partition is of.
    var topic: String { get }
    /// The partition's number, from 0.
    var partition: Int { get }

    /// The next record, as soon as there is one; `nil` when the partition is to be given up, or the task was cancelled.
    ///
    /// Records are read ahead up to a bound. One task at a time may call this. After an error the next call goes on
    /// from the same record.
    func next() async throws(EventLogError) -> EventRecord?

    /// Remembers that the group has dealt with all records up to and including `offset`, and returns when that is
    /// durable. A smaller offset than was committed before changes nothing.
    /// - Throws: ``EventLogError`` with the code `notAssigned` where the partition is another member's by now.
    func commit(through offset: Int64) async throws(EventLogError)

    /// Returns when the partition is to be given up, or the task was cancelled.
    func waitUntilEnding() async
}

extension AssignedPartition {
    /// The partition's records, for `for try await`.
    public var records: AssignedPartitionRecords {
        AssignedPartitionRecords(partition: self)
    }
}

/// The records of an ``AssignedPartition``. It ends when the partition is to be given up.
public struct AssignedPartitionRecords: AsyncSequence, Sendable {
    let partition: any AssignedPartition

    public func makeAsyncIterator() -> Iterator {
        Iterator(partition: partition)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let partition: any AssignedPartition

        public mutating func next() async throws(EventLogError) -> EventRecord? {
            try await partition.next()
        }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(EventLogError) -> EventRecord? {
            try await partition.next()
        }
    }
}

/// A member of a consumer group: it gets a share of the partitions of its topics.
///
/// Each partition is one member's at a time. The log remembers for each group how far it came, so that a record is
/// handed out again until it was committed, to this member or another: at least once.
public protocol EventConsumer: Sendable {
    /// The group's name.
    var group: String { get }
    /// The topics that the member reads.
    var topics: [String] { get }

    /// Belongs to the group until graceful shutdown or cancellation, and runs `body` for each partition that falls to
    /// this member, side by side.
    ///
    /// When a partition is to go to another member, and on graceful shutdown, its ``AssignedPartition/next()`` ends,
    /// and the partition is given up only after `body` has returned: so what is in hand can be finished and
    /// committed. A member that is not heard of for the session's time-out loses its partitions at once, and its
    /// commits are refused.
    ///
    /// Trouble with the log is logged and retried; it does not end the membership.
    /// - Throws: what `body` throws, which ends the membership.
    func run(_ body: @escaping @Sendable (any AssignedPartition) async throws -> Void) async throws
}

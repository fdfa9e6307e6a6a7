public import Clocks

/// What a broker does for tasks that wait in groups to be aggregated into one.
public protocol TaskGroups: Sendable {
    /// The names of the groups of a queue that have members, sorted.
    func groups(in queue: String) async throws(TaskQueueError) -> [String]

    /// Takes members out of a group if the policy says that it is time: the oldest `maxSize` of them, into a set that
    /// nobody else gets, until `duration` has passed.
    /// - Returns: the set, or when the policy would give one if nothing joins the group meanwhile: `nil` where the
    ///   group is empty.
    func takeSet(
        from group: String, in queue: String, policy: GroupPolicy, for duration: Duration
    ) async throws(TaskQueueError) -> GroupTaking

    /// Replaces a set by the task that its members were aggregated into: in one step the task is enqueued and the
    /// members, their locks and the set are deleted. Without a task they are only deleted.
    /// - Returns: whether the set was still held. Where it was not, nothing changed.
    /// - Throws: as ``Broker/enqueue(_:)``, and then the set is as it was.
    func replace(_ set: AggregationSet, with task: NewTask?) async throws(TaskQueueError) -> Bool

    /// Puts the members of sets whose time is over back into their groups.
    func reclaimSets(in queues: [String]) async throws(TaskQueueError)
}

/// When a group of tasks is aggregated: as soon as one of these is reached.
public struct GroupPolicy: Sendable, Hashable {
    /// The number of members, which is also the most that one set takes; `nil` for no limit.
    public var maxSize: Int?
    /// How long the oldest member has waited; `nil` for no limit.
    public var maxDelay: Duration?
    /// How long no other member has joined.
    public var gracePeriod: Duration

    public init(maxSize: Int? = nil, maxDelay: Duration? = nil, gracePeriod: Duration = .seconds(60)) {
        self.maxSize = maxSize
        self.maxDelay = maxDelay
        self.gracePeriod = gracePeriod
    }
}

/// What came of looking at a group.
public enum GroupTaking: Sendable, Hashable {
    case set(AggregationSet)
    /// It is not time yet; it will be then, if nothing joins the group before. `nil` where the group is empty.
    case notBefore(Timestamp?)
}

/// Members of a group, taken out of it to be aggregated.
public struct AggregationSet: Sendable, Hashable {
    /// The set's own name within its queue and group.
    public var id: String
    public var queue: String
    public var group: String
    /// The members, the oldest first.
    public var tasks: [TaskMessage]
    /// When the members go back into the group, unless the set was replaced before.
    public var expiresAt: Timestamp

    public init(id: String, queue: String, group: String, tasks: [TaskMessage], expiresAt: Timestamp) {
        self.id = id
        self.queue = queue
        self.group = group
        self.tasks = tasks
        self.expiresAt = expiresAt
    }
}

extension TaskWorker {
    /// How a worker makes one task of the tasks that wait in a group.
    public struct Aggregation: Sendable {
        /// Makes the task that replaces members of a group, which come the oldest first.
        ///
        /// The task is put into the queue of the group, whatever its options say. Where an error is thrown, the
        /// members go back into the group after two minutes, and are tried again.
        public typealias Aggregate = @Sendable (_ group: String, _ tasks: [TaskMessage]) throws -> TaskRequest

        /// When it is time for a group.
        public var policy: GroupPolicy
        public var aggregate: Aggregate

        public init(policy: GroupPolicy = .init(), aggregate: @escaping Aggregate) {
            self.policy = policy
            self.aggregate = aggregate
        }
    }
}

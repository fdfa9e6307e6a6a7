public import Clocks

/// A task that a client hands to a broker.
public struct NewTask: Sendable, Hashable {
    /// A name that can be taken once for some time, whatever becomes of the task that took it.
    public struct Claim: Sendable, Hashable {
        public var name: String
        public var duration: Duration

        public init(name: String, duration: Duration) {
            self.name = name
            self.duration = duration
        }
    }

    /// The message to store. Its `uniqueKey` is the broker's to fill in.
    public var message: TaskMessage
    /// When the task becomes due; `nil` where it is due at once.
    public var processAt: Timestamp?
    /// For how long after it is due no other task of the same type and payload may enter the queue.
    public var uniqueFor: Duration?
    /// What must not have been claimed before, in this broker, for the task to be enqueued.
    public var claim: Claim?

    public init(
        message: TaskMessage, processAt: Timestamp? = nil, uniqueFor: Duration? = nil, claim: Claim? = nil
    ) {
        self.message = message
        self.processAt = processAt
        self.uniqueFor = uniqueFor
        self.claim = claim
    }

    /// The task as an inspector would show it just after it was enqueued.
    var info: TaskInfo {
        TaskInfo(message: message, state: state, nextProcessAt: processAt)
    }

    /// The state in which the task enters its queue.
    public var state: TaskState {
        if processAt != nil { return .scheduled }
        return message.group == nil ? .pending : .aggregating
    }
}

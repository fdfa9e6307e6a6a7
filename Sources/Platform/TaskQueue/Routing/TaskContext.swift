public import Clocks
public import Logging
import Synchronization

/// What a handler knows of the attempt it makes.
///
/// An attempt that is to stop, because of its timeout, its deadline, a lost lease or a shutdown, is cancelled as a
/// Swift task. Its slot is free from that moment, and what the handler does after it no longer counts.
public struct TaskContext: Sendable {
    public let id: String
    public let type: String
    public let queue: String
    /// How many failures so far were followed by another attempt; zero in the first.
    public let retryCount: Int
    /// The retry count from which a failure is final.
    public let maxRetry: Int
    /// The moment at which this attempt is cancelled.
    public let deadline: Timestamp
    /// Strings that travel beside the payload.
    public let headers: [String: String]
    /// Carries the task's id, type and queue as metadata.
    public let logger: Logger
    private let result = ResultBox()

    public init(message: TaskMessage, deadline: Timestamp, logger: Logger) {
        self.id = message.id
        self.type = message.type
        self.queue = message.queue
        self.retryCount = message.retryCount
        self.maxRetry = message.maxRetry
        self.deadline = deadline
        self.headers = message.headers
        var logger = logger
        logger[metadataKey: "task.id"] = "\(message.id)"
        logger[metadataKey: "task.type"] = "\(message.type)"
        logger[metadataKey: "task.queue"] = "\(message.queue)"
        self.logger = logger
    }

    /// Sets what is kept with the task when this attempt succeeds, in place of what was set before. It is kept only
    /// for a task with a retention.
    public func writeResult(_ bytes: [UInt8]) {
        result.bytes.withLock { $0 = bytes }
    }

    /// What the handler wrote last.
    var writtenResult: [UInt8]? {
        result.bytes.withLock { $0 }
    }

    private final class ResultBox: Sendable {
        let bytes = Mutex<[UInt8]?>(nil)
    }
}

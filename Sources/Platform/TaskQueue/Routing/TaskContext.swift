public import Clocks
public import Logging
import Synchronization

/// What a handler knows of the attempt it makes.
///
/// An attempt that is to stop, because of its timeout, its deadline, an operator, a lost lease or a shutdown, is
/// cancelled as a Swift task. Its slot is free from that moment, and what the handler does after it no longer counts.
public struct TaskContext: Sendable {
    private let message: TaskMessage
    /// The moment at which this attempt is cancelled.
    public let deadline: Timestamp
    private let workerLogger: Logger
    private let result = ResultBox()

    /// - Parameter logger: the one that ``logger`` adds the task to.
    public init(message: TaskMessage, deadline: Timestamp, logger: Logger) {
        self.message = message
        self.deadline = deadline
        workerLogger = logger
    }

    public var id: String { message.id }
    public var type: String { message.type }
    public var queue: String { message.queue }
    /// How many failures so far were followed by another attempt; zero in the first.
    public var retryCount: Int { message.retryCount }
    /// The retry count from which a failure is final.
    public var maxRetry: Int { message.maxRetry }
    /// Strings that travel beside the payload.
    public var headers: [String: String] { message.headers }

    /// Carries the task's id, type and queue as metadata. Made anew each time it is asked for.
    public var logger: Logger {
        var logger = workerLogger
        logger[metadataKey: "task.id"] = "\(message.id)"
        logger[metadataKey: "task.type"] = "\(message.type)"
        logger[metadataKey: "task.queue"] = "\(message.queue)"
        return logger
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

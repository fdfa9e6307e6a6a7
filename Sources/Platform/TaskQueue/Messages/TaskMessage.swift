public import Clocks
import Foundation

/// A task as it is stored and handed to workers.
public struct TaskMessage: Sendable, Hashable {
    /// The task's identity within its queue.
    public var id: String
    /// The type that workers choose a handler by.
    public var type: String
    /// The payload's bytes, by convention JSON.
    public var payload: [UInt8]
    public var queue: String
    /// Strings that travel beside the payload.
    public var headers: [String: String]
    /// How many times a failure is followed by another attempt.
    public var maxRetry: Int
    /// How many failures so far were followed by another attempt.
    public var retryCount: Int
    /// How long one attempt may take; `nil` where only the deadline limits it.
    public var timeout: Duration?
    /// The moment by which the task must be done, whatever the attempt.
    public var deadline: Timestamp?
    /// How long the task is kept after it succeeded; `nil` where it is deleted at once.
    public var retention: Duration?
    /// The group that the task waits in to be aggregated.
    public var group: String?
    /// The broker's own name for the uniqueness lock that was taken for the task, `nil` where none was.
    public var uniqueKey: String?
    /// What the last failed attempt ended with.
    public var lastError: String?
    public var lastFailedAt: Timestamp?
    public var completedAt: Timestamp?
    /// What another version of the queue wrote into the stored message and this one cannot read: kept as it is.
    public var foreignFields: [UInt8]

    public init(
        id: String,
        type: String,
        payload: [UInt8],
        queue: String,
        headers: [String: String] = [:],
        maxRetry: Int,
        retryCount: Int = 0,
        timeout: Duration? = nil,
        deadline: Timestamp? = nil,
        retention: Duration? = nil,
        group: String? = nil,
        uniqueKey: String? = nil,
        lastError: String? = nil,
        lastFailedAt: Timestamp? = nil,
        completedAt: Timestamp? = nil,
        foreignFields: [UInt8] = []
    ) {
        self.id = id
        self.type = type
        self.payload = payload
        self.queue = queue
        self.headers = headers
        self.maxRetry = maxRetry
        self.retryCount = retryCount
        self.timeout = timeout
        self.deadline = deadline
        self.retention = retention
        self.group = group
        self.uniqueKey = uniqueKey
        self.lastError = lastError
        self.lastFailedAt = lastFailedAt
        self.completedAt = completedAt
        self.foreignFields = foreignFields
    }
}

extension TaskMessage {
    /// Reads the payload as JSON.
    /// - Throws: `DecodingError`.
    public func decode<Payload: Decodable>(_ type: Payload.Type = Payload.self) throws -> Payload {
        try JSONDecoder().decode(type, from: Data(payload))
    }
}

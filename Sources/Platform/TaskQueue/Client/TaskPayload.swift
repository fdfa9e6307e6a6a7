import Foundation

/// What a task carries, and the type name under which workers find the handler for it.
///
/// A payload travels as JSON. Fields that are added later should be optional: tasks of the older version may still be
/// in the queue, and a payload that does not decode is archived.
public protocol TaskPayload: Codable, Sendable {
    /// The task's type on the wire, such as `defer:homestay_order:close`.
    static var taskType: String { get }
}

extension TaskPayload {
    /// The payload as JSON, its keys sorted: equal payloads give equal bytes, which uniqueness relies on.
    func encodedJSON() throws(TaskQueueError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(self))
        } catch {
            throw TaskQueueError(
                .invalidPayload, "the payload of a «\(Self.taskType)» task cannot be encoded", cause: error)
        }
    }
}

import Redis
import TaskQueue

extension RESPValue {
    /// The elements of an array, of which there must be `count` where one is given.
    /// - Throws: ``TaskQueueError`` with the code `brokerFailure` where the reply is something else.
    func elements(_ count: Int? = nil) throws(TaskQueueError) -> [RESPValue] {
        guard let array, count == nil || array.count == count else {
            throw TaskQueueError(.brokerFailure, "Redis answered what it was not asked for: \(self)")
        }
        return array
    }

    /// The elements of an array as text; what is no text is left out.
    func strings() throws(TaskQueueError) -> [String] {
        try elements().compactMap(\.string)
    }
}

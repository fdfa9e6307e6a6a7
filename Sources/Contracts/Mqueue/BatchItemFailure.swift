/// Why one item of a batch was not done.
public struct BatchItemFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The error's own code, as the envelope of a failure has it.
    public let code: Int64
    public let message: String

    public var description: String { "\(code): \(message)" }
}

/// An answer that does not have one result for each item.
public struct BatchAnswerMismatch: Error, Sendable, Hashable, CustomStringConvertible {
    public let items: Int
    public let results: Int

    public var description: String { "\(items) items were sent, and \(results) results came back" }
}

extension [Pb_BatchItemResult] {
    /// The failures among the results of a batch, by the ids of its items.
    ///
    /// - Parameter ids: the items, in the order in which they were sent.
    /// - Throws: ``BatchAnswerMismatch``
    public func failures<ID: Hashable>(of ids: [ID]) throws(BatchAnswerMismatch) -> [ID: any Error] {
        guard ids.count == count else { throw BatchAnswerMismatch(items: ids.count, results: count) }
        var failures: [ID: any Error] = [:]
        for (id, result) in zip(ids, self) where result.code != 0 {
            failures[id] = BatchItemFailure(code: result.code, message: result.msg)
        }
        return failures
    }
}

import ServiceKit

extension String {
    /// The text itself, once it is known to be one that can be stored.
    ///
    /// - Parameters:
    ///   - field: the field's name in the contract.
    ///   - lengths: how many Unicode scalars it may have.
    /// - Throws: `parameter`, which names the field.
    func checked(_ field: String, _ lengths: ClosedRange<Int>) throws(ServiceError) -> String {
        if lengths.lowerBound > 0, isEmpty { throw ServiceError(.parameter, "\(field) is missing") }
        // As many bytes as that are too many scalars; counting them is for the shorter ones.
        guard utf8.count <= lengths.upperBound * 4, lengths.contains(unicodeScalars.count) else {
            throw ServiceError(.parameter, "\(field) must have at most \(lengths.upperBound) characters")
        }
        guard !utf8.contains(0) else { throw ServiceError(.parameter, "\(field) must not contain NUL") }
        return self
    }
}

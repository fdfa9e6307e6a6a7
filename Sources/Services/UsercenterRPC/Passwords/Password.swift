import ServiceKit

/// A password in the clear. It never shows itself in a log or an error.
struct Password: Sendable {
    /// UTF-8, never empty.
    let bytes: [UInt8]

    /// A password that a user wants to have from now on: 6 to 128 characters.
    /// - Throws: `ServiceError` of kind `badInput`.
    init(chosen text: String) throws(ServiceError) {
        guard (6...Self.maximumLength).contains(text.unicodeScalars.count) else {
            throw ServiceError(.parameter, "password must be 6 to \(Self.maximumLength) characters")
        }
        bytes = Array(text.utf8)
    }

    /// A password that somebody signs in with: whatever may be right.
    /// - Throws: `ServiceError` of kind `badInput`.
    init(attempt text: String) throws(ServiceError) {
        guard (1...Self.maximumLength).contains(text.unicodeScalars.count) else {
            throw ServiceError(
                .parameter,
                text.isEmpty ? "password is missing" : "password must be at most \(Self.maximumLength) characters")
        }
        bytes = Array(text.utf8)
    }

    static let maximumLength = 128
}

extension Password: CustomStringConvertible, CustomReflectable {
    var description: String { "a password" }
    var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

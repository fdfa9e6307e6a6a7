import ServiceKit

/// A mobile number: 5 to 15 digits (ITU-T E.164 allows 15), with or without a `+` before them.
struct MobileNumber: Sendable, Hashable {
    let text: String

    /// - Throws: `ServiceError` of kind `badInput`.
    init(_ text: String) throws(ServiceError) {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard (5...15).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isDigit) else {
            throw ServiceError(
                .parameter, "the mobile number must be 5 to 15 digits, with or without a + before them")
        }
        self.text = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

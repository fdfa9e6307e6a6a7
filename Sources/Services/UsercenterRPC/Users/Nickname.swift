import ServiceKit

/// The name that other users see.
enum Nickname {
    static let maximumLength = 64

    /// The name a user asked for, or one made from the mobile number: `Guest 0199`.
    /// - Throws: `ServiceError` of kind `badInput`.
    static func chosen(_ wish: String, mobile: MobileNumber) throws(ServiceError) -> String {
        guard !wish.isEmpty else { return "Guest \(mobile.text.suffix(4))" }
        let scalars = wish.unicodeScalars
        guard scalars.count <= maximumLength else {
            throw ServiceError(.parameter, "nickname must be at most \(maximumLength) characters")
        }
        guard scalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw ServiceError(.parameter, "nickname must not contain control characters")
        }
        return wish
    }
}

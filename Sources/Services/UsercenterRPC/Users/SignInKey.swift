import ServiceKit

/// By what a user is known when signing in: unique among those of its type.
struct SignInKey: Sendable, Hashable {
    /// The ways to sign in, as they stand in the contract and in the database.
    enum Kind: String, Sendable {
        /// A mobile number and a password.
        case system
        /// The WeChat mini program, which vouches for the user.
        case wxMini

        /// - Throws: `ServiceError` of kind `badInput`.
        init(authType: String) throws(ServiceError) {
            guard let kind = Kind(rawValue: authType) else {
                throw ServiceError(.parameter, "authType must be system or wxMini")
            }
            self = kind
        }
    }

    let kind: Kind
    /// The mobile number, or the WeChat open id.
    let text: String

    init(mobile: MobileNumber) {
        kind = .system
        text = mobile.text
    }

    /// - Throws: `ServiceError` of kind `badInput`.
    init(authType: String, authKey: String) throws(ServiceError) {
        switch try Kind(authType: authType) {
        case .system: self.init(mobile: try MobileNumber(authKey))
        case .wxMini: try self.init(openID: authKey)
        }
    }

    private init(openID: String) throws(ServiceError) {
        let visible: ClosedRange<UInt8> = 0x21...0x7E
        guard (1...128).contains(openID.utf8.count), openID.utf8.allSatisfy(visible.contains) else {
            throw ServiceError(.parameter, "authKey must be an open id of 1 to 128 characters")
        }
        kind = .wxMini
        text = openID
    }
}

import ServiceKit

extension ServiceError.Code {
    static let mobileRegistered = Self(200_001, "MOBILE_REGISTERED", .conflict)
    static let wrongCredentials = Self(200_002, "WRONG_CREDENTIALS", .unauthenticated)
    static let userNotFound = Self(200_003, "USER_NOT_FOUND", .notFound)
}

extension ServiceError {
    static var mobileRegistered: Self { Self(.mobileRegistered, "this mobile number is registered already") }
    /// One error for both, so that nobody learns which numbers are registered by signing in.
    static var wrongCredentials: Self { Self(.wrongCredentials, "the mobile number or the password is wrong") }
    static var userNotFound: Self { Self(.userNotFound, "no such user") }
}

public import ServiceKit

/// Users: 200.
extension ServiceError.Code {
    public static let mobileRegistered = Self(200_001, "MOBILE_REGISTERED", .conflict)
    public static let wrongCredentials = Self(200_002, "WRONG_CREDENTIALS", .unauthenticated)
    public static let userNotFound = Self(200_003, "USER_NOT_FOUND", .notFound)
}

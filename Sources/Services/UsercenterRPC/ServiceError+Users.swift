import ErrorContract
import ServiceKit

extension ServiceError {
    static var mobileRegistered: Self { Self(.mobileRegistered, "this mobile number is registered already") }
    /// One error for both, so that nobody learns which numbers are registered by signing in.
    static var wrongCredentials: Self { Self(.wrongCredentials, "the mobile number or the password is wrong") }
    static var userNotFound: Self { Self(.userNotFound, "no such user") }
}

import ServiceKit

extension ServiceError.Code {
    static let homestayNotFound = Self(300_001, "HOMESTAY_NOT_FOUND", .notFound)
    static let businessNotFound = Self(300_002, "HOMESTAY_BUSINESS_NOT_FOUND", .notFound)
}

public import ServiceKit

/// The catalogue: 300.
extension ServiceError.Code {
    public static let homestayNotFound = Self(300_001, "HOMESTAY_NOT_FOUND", .notFound)
    public static let homestayOffShelf = Self(300_002, "HOMESTAY_OFF_SHELF", .conflict)
    public static let businessNotFound = Self(300_003, "HOMESTAY_BUSINESS_NOT_FOUND", .notFound)
}

public import ServiceKit

/// Orders: 400.
extension ServiceError.Code {
    public static let orderNotFound = Self(400_001, "ORDER_NOT_FOUND", .notFound)
    public static let datesTaken = Self(400_002, "DATES_TAKEN", .conflict)
    public static let wrongState = Self(400_003, "WRONG_STATE", .conflict)
    public static let keyReused = Self(400_004, "KEY_REUSED", .keyReused)
    public static let totalTooLarge = Self(400_005, "TOTAL_TOO_LARGE", .badInput)
}

import ServiceKit

extension ServiceError.Code {
    static let orderNotFound = Self(400_001, "ORDER_NOT_FOUND", .notFound)
    static let datesTaken = Self(400_002, "DATES_TAKEN", .conflict)
    static let wrongState = Self(400_003, "WRONG_STATE", .conflict)
    static let keyReused = Self(400_004, "KEY_REUSED", .keyReused)
    static let totalTooLarge = Self(400_005, "TOTAL_TOO_LARGE", .badInput)
    static let homestayNotFound = Self(300_001, "HOMESTAY_NOT_FOUND", .notFound)
    static let homestayOffShelf = Self(300_002, "HOMESTAY_OFF_SHELF", .conflict)
}

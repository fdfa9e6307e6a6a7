extension ServiceError {
    /// What kind of error it is, and the number by which clients know it.
    ///
    /// Services add their own: `static let datesTaken = Code(400_002, "DATES_TAKEN", .conflict)`. The first three
    /// digits name the area, the last three the case: 100 all services, 200 users, 300 catalogue, 400 orders,
    /// 500 payments.
    public struct Code: Sendable, Hashable {
        /// The `code` of the envelope.
        public let number: Int
        /// The case in upper snake case, for logs and `google.rpc.ErrorInfo`.
        public let reason: String
        /// What the caller can do about it; decides the status over HTTP and gRPC.
        public let kind: Kind

        public init(_ number: Int, _ reason: String, _ kind: Kind) {
            self.number = number
            self.reason = reason
            self.kind = kind
        }
    }

    /// The kinds of errors, by what the caller can do about them.
    public enum Kind: String, Sendable, CaseIterable {
        /// The request is wrong; sending it again is no use.
        case badInput
        /// There is no valid sign-in.
        case unauthenticated
        case forbidden
        case notFound
        /// The request is right, but not in the state that things are in.
        case conflict
        case tooLarge
        /// The request came too slowly to be waited for.
        case tooSlow
        /// The body is in a form that is not taken.
        case unsupported
        /// The same key came with another request before.
        case keyReused
        case rateLimited
        /// It may work later.
        case unavailable
        case timedOut
        /// Our fault.
        case internalError
    }
}

extension ServiceError.Code {
    public static let server = Self(100_001, "SERVER", .internalError)
    public static let parameter = Self(100_002, "PARAMETER", .badInput)
    public static let tokenInvalid = Self(100_003, "TOKEN_INVALID", .unauthenticated)
    public static let tokenNotMade = Self(100_004, "TOKEN_NOT_MADE", .internalError)
    public static let database = Self(100_005, "DATABASE", .internalError)
    public static let nothingUpdated = Self(100_006, "NOTHING_UPDATED", .internalError)
    public static let tooLarge = Self(100_007, "TOO_LARGE", .tooLarge)
    public static let routeNotFound = Self(100_008, "ROUTE_NOT_FOUND", .notFound)
    public static let unavailable = Self(100_009, "UNAVAILABLE", .unavailable)
    public static let timedOut = Self(100_010, "TIMED_OUT", .timedOut)
    public static let forbidden = Self(100_011, "FORBIDDEN", .forbidden)
    public static let rateLimited = Self(100_012, "RATE_LIMITED", .rateLimited)
    /// Something is not there, as a service says that has no code of its own for it.
    public static let notFound = Self(100_013, "NOT_FOUND", .notFound)
    /// Something is in another state, as a service says that has no code of its own for it.
    public static let conflict = Self(100_014, "CONFLICT", .conflict)
    /// The request was not here in time.
    public static let tooSlow = Self(100_015, "TOO_SLOW", .tooSlow)
    /// The body is coded in a way that is not taken.
    public static let unsupportedCoding = Self(100_016, "UNSUPPORTED_CODING", .unsupported)
}

/// Why a request is not worked on, for the sake of others.
enum Refusal: String, Sendable, CaseIterable {
    /// As many requests as are allowed are under way.
    case maximum
    /// The route's breaker is open.
    case breaker
    /// The process is overloaded.
    case overload
    /// The caller has sent more than its share.
    case rate

    /// What the caller is told.
    var error: ServiceError {
        switch self {
        case .maximum: ServiceError(.unavailable, "too many requests are under way, try again")
        case .breaker: ServiceError(.unavailable, "this endpoint fails at the moment, try again later")
        case .overload: ServiceError(.unavailable, "the server is overloaded, try again")
        case .rate: ServiceError(.rateLimited, "too many requests, try again later")
        }
    }
}

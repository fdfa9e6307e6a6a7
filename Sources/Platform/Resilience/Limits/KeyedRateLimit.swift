/// A limit that each of many callers has for itself.
public protocol KeyedRateLimit: Sendable {
    /// Takes one of what a caller may have.
    /// - Returns: `nil` if there was one; otherwise how long it is until there is.
    func take(_ key: String) async -> Duration?
}

public import Resilience

/// How much of the service a caller may take.
public struct HTTPRateLimit: Sendable {
    /// Who counts as a caller.
    public enum Key: String, Sendable, CaseIterable {
        /// An address; that of the client behind ``HTTPOptions/trustedProxies``. Of IPv6 its network of 64 bits, which is
        /// the least that a household has.
        case address
        /// A signed-in user; an address where nobody is signed in.
        case user
        /// All who call a route, together.
        case route
    }

    public var limit: any KeyedRateLimit
    public var key: Key

    public init(_ limit: any KeyedRateLimit, by key: Key) {
        self.limit = limit
        self.key = key
    }
}

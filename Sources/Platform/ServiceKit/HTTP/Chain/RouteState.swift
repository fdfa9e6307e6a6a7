/// What the chain keeps for a route from one request to the next.
final class RouteState: Sendable {
    let method: String
    /// The path as it is in the `.api` file or in code, parameters with a colon.
    let pattern: String
    let spanName: String
    /// Whether there is such a route; those that are nowhere share a state for each method.
    let isKnown: Bool
    /// Whether it is answered whatever the load is: whoever asks whether the process is well must hear it.
    let isVital: Bool
    let breaker: RouteBreaker?

    init(method: String, pattern: String?, hasBreaker: Bool) {
        self.method = method
        // The router has braces where `.api` files have a colon.
        self.pattern = pattern?.replacing("{", with: ":").replacing("}", with: "") ?? Self.unknown
        isKnown = pattern != nil
        spanName = isKnown ? "\(method) \(self.pattern)" : method
        isVital = pattern.map { $0.hasPrefix("/health/") } ?? false
        breaker = hasBreaker && isKnown && !isVital ? RouteBreaker() : nil
    }

    /// What metrics call the paths that lead nowhere.
    private static let unknown = "unknown"
}

/// A rule that an audit looks after, named for machines and explained for people.
public struct AuditKind: Sendable, Hashable {
    /// How bad it is that the rule is broken.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Something that must never be.
        case breach
        /// Something that mends itself in the end, or that somebody should look at.
        case warning
    }

    /// The stable name: `order-overdue`.
    public let name: String
    public let severity: Severity
    /// What to do about it where no repair does.
    public let advice: String

    public init(_ name: String, _ severity: Severity, advice: String) {
        self.name = name
        self.severity = severity
        self.advice = advice
    }

    public static func == (first: Self, second: Self) -> Bool { first.name == second.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

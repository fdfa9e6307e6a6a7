/// One thing that breaks a rule.
public struct AuditFinding: Sendable, Hashable {
    public let kind: AuditKind
    /// What it is about: the number of an order or a payment, a night, a place in the event log.
    public let subject: String
    /// What is wrong, in a sentence.
    public let text: String
    /// Whether a repair mends it.
    public let isRepairable: Bool

    public init(_ kind: AuditKind, _ subject: String, _ text: String, isRepairable: Bool = false) {
        self.kind = kind
        self.subject = subject
        self.text = text
        self.isRepairable = isRepairable
    }

    /// What makes two findings the same at two moments: ages and counts in the sentence may have moved on.
    public struct Identity: Sendable, Hashable {
        public let kind: AuditKind
        public let subject: String

        public init(kind: AuditKind, subject: String) {
            self.kind = kind
            self.subject = subject
        }
    }

    public var identity: Identity { Identity(kind: kind, subject: subject) }
}

/// One thing that a repair did.
public struct AuditRepair: Sendable, Hashable {
    /// What it mends.
    public let kind: AuditKind
    /// What it is about, as the finding says.
    public let subject: String
    /// What was done, in a sentence.
    public let text: String

    public init(_ kind: AuditKind, _ subject: String, _ text: String) {
        self.kind = kind
        self.subject = subject
        self.text = text
    }
}

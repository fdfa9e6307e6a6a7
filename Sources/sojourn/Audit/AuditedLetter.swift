import Auditing
import EventLog

/// A dead letter that somebody or something has to see to.
struct AuditedLetter: Sendable {
    /// `nil` where the record is no dead letter of ours.
    let letter: DeadLetter?
    /// Where it stands in its dead-letter topic.
    let position: EventPosition
    /// Whether sending the event again is worth it.
    let isRetryable: Bool
    private let wasRetried: Bool

    init(unreadable record: EventRecord) {
        letter = nil
        position = record.position
        isRetryable = false
        wasRetried = false
    }

    init(_ letter: DeadLetter, at position: EventPosition, standing: PaymentLetter.Standing) {
        self.letter = letter
        self.position = position
        wasRetried = RetriedLetter.origin(letter.event.headers) != nil
        // A second chance, not a third: what fails twice needs somebody.
        isRetryable = standing == .open && !wasRetried
    }

    var finding: AuditFinding {
        guard let letter else {
            return AuditFinding(.deadLetter, position.description, "the record is no dead letter that can be read")
        }
        let key = letter.event.key.map { " of \($0)" } ?? ""
        let retried = wasRetried ? "; it was sent again once before" : ""
        return AuditFinding(
            .deadLetter, position.description,
            "an event\(key) was given up after \(letter.attempts) attempts: \(letter.error)\(retried)",
            isRepairable: isRetryable)
    }
}

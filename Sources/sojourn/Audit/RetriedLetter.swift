import EventLog

/// The mark of an event that an audit took out of a dead-letter topic and sent again: where the letter stands. Should
/// it fail again, its new letter has the mark too, so that both are known to have had their second chance.
enum RetriedLetter {
    static let header = "dead-letter-retry-of"

    /// The letter's event, marked.
    static func event(of letter: DeadLetter, at position: EventPosition) -> Event {
        var event = letter.event
        event.headers.append(EventHeader(header, position.description))
        return event
    }

    /// Where the letter stands that an event or a further letter is a retry of; `nil` for a first attempt.
    static func origin(_ headers: [EventHeader]) -> String? {
        headers.last { $0.name == header }?.text
    }
}

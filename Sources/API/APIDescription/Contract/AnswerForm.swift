import APILanguage

/// What stands around the answers of each route.
struct AnswerForm: Sendable {
    var envelope: ResponseEnvelope
    var bareHandlers: Set<String>

    /// Whether the route goes its own way in a service that has an envelope.
    func isBare(_ operation: Operation) -> Bool {
        envelope != .none && bareHandlers.contains(operation.route.handler)
    }

    /// What stands around the route's answer.
    func envelope(of operation: Operation) -> ResponseEnvelope {
        isBare(operation) ? .none : envelope
    }
}

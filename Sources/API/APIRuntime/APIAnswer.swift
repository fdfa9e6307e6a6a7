public import JSON

/// What a handler answered, before it is written.
public enum APIAnswer: Sendable {
    /// The route has no response.
    case empty
    case json(any JSONEncodable & Sendable)
    case events(APIEventStream)
}

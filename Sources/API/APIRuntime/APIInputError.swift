/// A field in a request's path, form or headers that its route cannot take, to be answered with 400.
public struct APIInputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The parts of a request that carry fields as text.
    public enum Place: String, Sendable {
        /// The path's parameters.
        case path
        /// The query, or the form that is the body.
        case form
        case header
    }

    public let place: Place
    /// The field's name in the request; empty where the whole place is meant.
    public let field: String
    /// What is wrong, in words that follow the field's name.
    public let problem: String

    public init(_ place: Place, _ field: String, _ problem: String) {
        self.place = place
        self.field = field
        self.problem = problem
    }

    /// One sentence for whoever sent the request.
    public var description: String {
        if field.isEmpty { return "the \(place) \(problem)" }
        return place == .header ? "the header \(field) \(problem)" : "the parameter \(field) \(problem)"
    }
}

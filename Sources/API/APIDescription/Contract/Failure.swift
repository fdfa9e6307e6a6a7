import APILanguage

/// The kinds of failures that an API's readers are told of.
enum Failure: String, CaseIterable, Sendable {
    case badRequest, unauthorized, contentTooLarge, timedOut, other

    /// Those that a route can answer with, in the order of their statuses.
    static func all(of operation: Operation) -> [Failure] {
        allCases.filter {
            switch $0 {
            case .badRequest: operation.request.hasInput
            case .unauthorized: operation.options.jwt != nil
            case .contentTooLarge: operation.request.hasBody
            case .timedOut: operation.options.timeout != nil
            case .other: true
            }
        }
    }

    /// The status; `default` for any that is not listed.
    var status: String {
        switch self {
        case .badRequest: "400"
        case .unauthorized: "401"
        case .contentTooLarge: "413"
        case .timedOut: "503"
        case .other: "default"
        }
    }

    /// The name of the shared response.
    var name: String {
        self == .other ? "Failure" : rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }

    var description: String {
        switch self {
        case .badRequest:
            "The request is wrong: a field is missing, malformed or out of range, or what it asks for cannot be done."
        case .unauthorized: "There is no valid sign-in."
        case .contentTooLarge: "The body is too large."
        case .timedOut: "Not answered in time, or not available. Try again."
        case .other: "Any other failure."
        }
    }
}

import APILanguage

/// A JSON value whose objects keep the order in which they were built, so that the same model gives the same bytes.
enum JSONTree: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(ExactDecimal)
    case string(String)
    case array([JSONTree])
    case object(JSONMembers)

    /// The tree of a value in a tag.
    init(_ literal: Literal) {
        self =
            switch literal {
            case .bool(let value): .bool(value)
            case .number(let value): .number(value)
            case .string(let value): .string(value)
            }
    }

    /// Whether it has no parts of its own.
    var isScalar: Bool {
        switch self {
        case .null, .bool, .number, .string: true
        case .array, .object: false
        }
    }

    /// An array of texts.
    static func strings(_ texts: some Sequence<String>) -> JSONTree {
        .array(texts.map { .string($0) })
    }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(ExactDecimal(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONTree)...) {
        var members = JSONMembers()
        for (name, value) in elements { members.append(name, value) }
        self = .object(members)
    }
}

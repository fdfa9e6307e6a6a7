import APILanguage

/// Which way a message goes. The same struct makes other promises on each way: a field with a default may be left out
/// of a request, and always stands in a response.
enum Direction: Sendable, Equatable, Hashable, CaseIterable {
    case request, response
}

/// Whether a field must stand in a message, and whether it may be null there.
struct FieldPresence: Sendable, Equatable {
    var isRequired: Bool
    var isNullable: Bool
}

extension Field {
    /// What a sender has to do, and what a reader has to expect.
    ///
    /// In a request, a pointer or an optional field may be null. In a response a pointer may; a field that is optional or
    /// has `omitempty` is left out instead.
    func presence(in direction: Direction, of model: APIModel) -> FieldPresence {
        let isPointer = if case .pointer = model.resolved(type) { true } else { false }
        return switch direction {
        case .request: FieldPresence(isRequired: validation.isRequired, isNullable: isPointer || validation.isOptional)
        case .response:
            FieldPresence(
                isRequired: !validation.omitsEmpty && !validation.isOptional,
                isNullable: isPointer && !validation.isOptional && !validation.omitsEmpty)
        }
    }
}

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
    /// A pointer or an optional field may be null. In a response, `omitempty` leaves a field out where it would be
    /// empty, so that it is never null; an optional one is not promised to be there.
    func presence(in direction: Direction, of model: APIModel) -> FieldPresence {
        let isPointer = if case .pointer = model.resolved(type) { true } else { false }
        let mayBeNull = isPointer || validation.isOptional
        return switch direction {
        case .request: FieldPresence(isRequired: validation.isRequired, isNullable: mayBeNull)
        case .response:
            FieldPresence(
                isRequired: !validation.omitsEmpty && !validation.isOptional,
                isNullable: mayBeNull && !validation.omitsEmpty)
        }
    }
}

import APILanguage

/// What the schemas of a model's structs are called.
struct SchemaNames: Sendable {
    private struct Use: Hashable {
        var type: String
        var direction: Direction
    }

    private var names: [Use: String] = [:]

    /// A struct's schema has the struct's name. Where requests need one of their own, that is called `…Input`.
    init(_ types: [TypeDeclaration], differing: Set<String>, _ taken: inout UniqueNames) {
        for type in types {
            let name = taken.claim(type.name.componentName)
            for direction in Direction.allCases { names[Use(type: type.name, direction: direction)] = name }
        }
        for type in types where differing.contains(type.name) {
            names[Use(type: type.name, direction: .request)] = taken.claim("\(type.name.componentName)Input")
        }
    }

    /// The schema's name; `nil` for a type without one.
    func name(of type: String, _ direction: Direction) -> String? {
        names[Use(type: type, direction: direction)]
    }
}

extension String {
    /// The text with `_` for characters that a component's name may not have.
    var componentName: String {
        String(
            map { character in
                let isAllowed =
                    character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
                return isAllowed ? character : "_"
            })
    }
}

extension TypeTable {
    /// More steps than any chain of aliases, pointers and lists that the checks let through.
    private static let maximalSteps = APIParser.maximalDepth * (AliasCheck.maximalDepth + 1)

    /// `type` with aliases and, if wanted, pointers followed; `nil` if the chain does not end.
    func underlying(_ type: TypeSyntax, followingPointers: Bool = true) -> TypeSyntax? {
        var type = type
        for _ in 0..<Self.maximalSteps {
            switch type {
            case .name(let token):
                guard let entry = self[token.text] else { return type }
                type = entry.declaration.type
            case .pointer(_, let target) where followingPointers:
                type = target
            default:
                return type
            }
        }
        return nil
    }

    /// The basic type behind `type`, aliases and pointers followed; `nil` if it is anything else.
    func primitive(_ type: TypeSyntax) -> Primitive? {
        guard case .name(let token) = underlying(type) else { return nil }
        return Primitive(rawValue: token.text)
    }

    /// The element of the list behind `type`; `nil` if it is no list.
    func element(_ type: TypeSyntax) -> TypeSyntax? {
        guard case .array(_, _, _, let element) = underlying(type) else { return nil }
        return element
    }

    /// What is left of `type` when lists, map values, pointers and aliases are followed to their end.
    func leaf(_ type: TypeSyntax) -> TypeSyntax? {
        var type = type
        for _ in 0..<Self.maximalSteps {
            switch underlying(type) {
            case .array(_, _, _, let element): type = element
            case .map(_, _, _, _, let value): type = value
            case let leaf: return leaf
            }
        }
        return nil
    }

    /// The name of the struct behind `type`, aliases and pointers followed; `nil` if it is no declared struct.
    func structName(_ type: TypeSyntax) -> String? {
        var type = type
        for _ in 0..<Self.maximalSteps {
            switch type {
            case .pointer(_, let target): type = target
            case .name(let token):
                guard let entry = self[token.text] else { return nil }
                if entry.isStruct { return token.text }
                type = entry.declaration.type
            default: return nil
            }
        }
        return nil
    }
}

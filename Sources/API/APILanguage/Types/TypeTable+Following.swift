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

    /// Whether `type` is made of complex numbers: itself or the elements of its lists and maps.
    func isComplex(_ type: TypeSyntax) -> Bool {
        var type = type
        for _ in 0..<Self.maximalSteps {
            switch underlying(type) {
            case .array(_, _, _, let element): type = element
            case .map(_, _, _, _, let value): type = value
            case .name(let token): return Primitive(rawValue: token.text)?.isComplex == true
            default: return false
            }
        }
        return false
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

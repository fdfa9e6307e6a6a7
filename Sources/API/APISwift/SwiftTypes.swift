import APILanguage

/// What the types of a model are in Swift.
struct SwiftTypes: Sendable {
    let model: APIModel
    let usesDecimals: Bool

    init(_ model: APIModel, usesDecimals: Bool) {
        self.model = model
        self.usesDecimals = usesDecimals
    }

    /// The type's spelling: `[String: [Int64]]?`.
    func spelling(_ type: ValueType) -> String {
        switch type {
        case .primitive(let primitive): spelling(primitive)
        case .structure(let name), .alias(let name): SwiftName.type(name)
        case .array(let element, let length):
            length == nil && isByte(element) ? "JSONBase64" : "[\(spelling(element))]"
        case .map(let key, let value): "[\(spelling(key)): \(spelling(value))]"
        case .pointer(let target): isOptional(target) ? spelling(target) : "\(spelling(target))?"
        case .any: "JSONValue"
        }
    }

    func spelling(_ primitive: Primitive) -> String {
        switch primitive {
        case .bool: "Bool"
        case .string: "String"
        case .float32: usesDecimals ? "JSONDecimal" : "Float"
        case .float64: usesDecimals ? "JSONDecimal" : "Double"
        // Refused by the checker wherever they would be read or written.
        case .complex64, .complex128: "Never"
        default: integer(primitive)
        }
    }

    private func integer(_ primitive: Primitive) -> String {
        guard let format = primitive.integerFormat else { return "Never" }
        return "\(format.isSigned ? "Int" : "UInt")\(format.bits)"
    }

    /// Whether the type may be `nil` by itself.
    func isOptional(_ type: ValueType) -> Bool {
        if case .pointer = model.resolved(type) { true } else { false }
    }

    func isByte(_ type: ValueType) -> Bool {
        switch model.resolved(type) {
        case .primitive(.byte), .primitive(.uint8): true
        default: false
        }
    }

    /// Whether the type is a list of any length or a map, for which «not there» is the same as empty.
    func isCollection(_ type: ValueType) -> Bool {
        switch model.resolved(type) {
        case .array(_, length: nil), .map: true
        default: false
        }
    }

    /// Whether a struct would contain itself if this field of it were stored in place.
    func isRecursive(_ type: ValueType, in structure: String) -> Bool {
        var seen: Set<String> = []
        func reaches(_ type: ValueType) -> Bool {
            switch model.resolved(type) {
            case .pointer(let target): return reaches(target)
            case .structure(let name):
                if name == structure { return true }
                guard seen.insert(name).inserted, let fields = model.structure(named: name)?.effectiveFields else {
                    return false
                }
                return fields.contains { reaches($0.field.type) }
            default: return false
            }
        }
        return reaches(type)
    }
}

import APILanguage

/// Makes example values that keep their fields' rules.
///
/// A struct inside itself ends in an empty list, an empty map or null, and so does one of very many fields.
struct ExampleBuilder {
    private let model: APIModel
    /// Structs in structs grow without measure; a reader has seen enough after so many values.
    private var remaining = 300
    private var open: Set<String> = []

    init(_ model: APIModel) {
        self.model = model
    }

    /// An object of these fields.
    mutating func object(of fields: [Field]) -> JSONTree {
        var members = JSONMembers()
        for field in fields { members.append(field.wireName, value(of: field)) }
        return .object(members)
    }

    /// A value of a type.
    mutating func value(of type: ValueType) -> JSONTree { value(of: type, Validation()) }

    /// A value of a field, quoted where the field is.
    mutating func value(of field: Field) -> JSONTree {
        let value = value(of: field.type, field.validation)
        switch value {
        case .number where field.validation.isQuoted, .bool where field.validation.isQuoted:
            return .string(value.text(.compact))
        default: return value
        }
    }

    private mutating func value(of type: ValueType, _ validation: Validation) -> JSONTree {
        remaining -= 1
        let type = model.resolved(type)
        switch type {
        case .primitive(let primitive): return scalar(primitive, validation)
        case .structure(let name): return structure(name)
        case .array where model.isBytes(type): return "aGVsbG8="
        case .array(let element, let length):
            if length == nil, !hasRoom(for: element) { return [] }
            var elements: [JSONTree] = []
            while elements.count < length ?? 1, remaining > 0 { elements.append(value(of: element, validation)) }
            return .array(elements)
        case .map(let key, let element):
            if !hasRoom(for: element) { return [:] }
            var members = JSONMembers()
            members.append(key.isInteger ? "1" : "key", value(of: element))
            return .object(members)
        case .pointer(let target):
            return hasRoom(for: target) ? value(of: target, validation) : .null
        case .any, .alias: return [:]
        }
    }

    private mutating func structure(_ name: String) -> JSONTree {
        guard remaining > 0, let structure = model.structure(named: name), open.insert(name).inserted else {
            return [:]
        }
        defer { open.remove(name) }
        return object(of: structure.fields(in: .json))
    }

    /// Whether a value of the type can be shown here.
    private func hasRoom(for type: ValueType) -> Bool {
        guard remaining > 0 else { return false }
        guard case .structure(let name) = model.underlying(type) else { return true }
        return !open.contains(name)
    }

    private func scalar(_ primitive: Primitive, _ validation: Validation) -> JSONTree {
        if let value = validation.defaultValue ?? validation.options.first { return JSONTree(value) }
        switch primitive {
        case .bool: return true
        case .string: return "text"
        default: return .number(number(in: Bounds(of: primitive, validation.range)))
        }
    }

    /// 1 where that is allowed, else a number near an end of the range.
    private func number(in bounds: Bounds) -> ExactDecimal {
        let range = NumberRange(lower: bounds.lower, upper: bounds.upper)
        let near = [bounds.lower?.value, bounds.upper?.value].compactMap(\.self).flatMap { [$0] + $0.neighbours }
        return ([ExactDecimal(1), ExactDecimal(0)] + near).first(where: range.contains) ?? ExactDecimal(1)
    }
}

extension ExactDecimal {
    /// Numbers near this one: the whole ones above and below, and some that are a little further from zero.
    fileprivate var neighbours: [ExactDecimal] {
        let text = description
        let steps = Int64(text).map { value in
            [value.addingReportingOverflow(1), value.subtractingReportingOverflow(1)]
                .filter { !$0.overflow }.map { ExactDecimal($0.partialValue) }
        }
        let fractions = text.contains(".") ? ["5", "1", "01", "001"] : [".5", ".1", ".01", ".001"]
        return (steps ?? []) + fractions.compactMap { ExactDecimal(text + $0) }
    }
}

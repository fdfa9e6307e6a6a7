import APILanguage

extension SwiftRenderer {
    /// What refuses a value that the file does not allow.
    /// - Parameter json: what makes the errors about fields of the body, `json` or `object`.
    func render(checksOf field: SwiftField, json: String, to source: inout SourceText) {
        let checks = Self.checks(of: field, self)
        guard !checks.isEmpty else { return }
        let refusal = refusal(of: field, json: json)
        if field.isOptional {
            source.block("if let value = self.\(field.name)") { source in
                for check in checks { source.line(check.line("value", refusal)) }
            }
        } else {
            for check in checks { source.line(check.line("self.\(field.name)", refusal)) }
        }
    }

    private func refusal(of field: SwiftField, json: String) -> (String) -> String {
        let (name, place) = (SwiftName.literal(field.wireName), field.field.place)
        return { problem in
            let problem = SwiftName.literal(problem)
            return place == .json
                ? "\(json).error(\(name), \(problem))" : "APIInputError(.\(place.rawValue), \(name), \(problem))"
        }
    }

    /// A condition on a value, and what is said where it does not hold.
    private struct Check {
        /// The condition, with the value's expression put in.
        let condition: (String) -> String
        let problem: String

        func line(_ value: String, _ refusal: (String) -> String) -> String {
            "guard \(condition(value)) else { throw \(refusal(problem)) }"
        }
    }

    private static func checks(of field: SwiftField, _ renderer: SwiftRenderer) -> [Check] {
        var checks: [Check] = []
        let type = renderer.model.underlying(field.field.type)
        if case .array(_, let length?) = type {
            checks.append(Check(condition: { "\($0).count == \(length)" }, problem: "must have \(length) elements"))
        }
        if renderer.innerLengths(of: type, in: "") != nil {
            checks.append(
                Check(
                    condition: { renderer.innerLengths(of: type, in: $0) ?? "true" },
                    problem: "has a list of the wrong length in it"))
        }
        let validation = field.validation
        if !validation.options.isEmpty {
            let allowed = validation.options.map { renderer.types.expression($0, of: type) }.joined(separator: ", ")
            let names = validation.options.map(\.description).joined(separator: ", ")
            checks.append(
                Check(condition: { "[\(allowed)].contains(\($0))" }, problem: "must be one of \(names)"))
        }
        if let range = validation.range {
            checks.append(Check(condition: renderer.condition(range, type), problem: "must be \(range.words)"))
        }
        return checks
    }

    /// The condition that lists inside of a list or map have the lengths they must have; `nil` where any will do.
    private func innerLengths(of type: ValueType, in value: String) -> String? {
        switch model.resolved(type) {
        case .array(let element, _): lengths(of: element, in: "$0").map { "\(value).allSatisfy({ \($0) })" }
        case .map(_, let element): lengths(of: element, in: "$0").map { "\(value).values.allSatisfy({ \($0) })" }
        case .pointer(let target): lengths(of: target, in: "$0").map { "\(value).map({ \($0) }) ?? true" }
        case .primitive, .structure, .alias, .any: nil
        }
    }

    private func lengths(of type: ValueType, in value: String) -> String? {
        var conditions = [innerLengths(of: type, in: value)]
        if case .array(_, let length?) = model.resolved(type) {
            conditions.insert("\(value).count == \(length)", at: 0)
        }
        let needed = conditions.compactMap(\.self)
        return needed.isEmpty ? nil : needed.joined(separator: " && ")
    }

    private func condition(_ range: NumberRange, _ type: ValueType) -> (String) -> String {
        let isDecimal =
            if case .primitive(let primitive) = type { types.usesDecimals && primitive.isFloat } else { false }
        let lower = range.lower.map { (types.expression(.number($0.value), of: type), $0.isInclusive) }
        let upper = range.upper.map { (types.expression(.number($0.value), of: type), $0.isInclusive) }
        return { value in
            var conditions: [String] = []
            if let (bound, isInclusive) = lower {
                conditions.append(
                    isDecimal
                        ? (isInclusive ? "!\(value).isLess(than: \(bound))" : "\(bound).isLess(than: \(value))")
                        : "\(value) \(isInclusive ? ">=" : ">") \(bound)")
            }
            if let (bound, isInclusive) = upper {
                conditions.append(
                    isDecimal
                        ? (isInclusive ? "!\(bound).isLess(than: \(value))" : "\(value).isLess(than: \(bound))")
                        : "\(value) \(isInclusive ? "<=" : "<") \(bound)")
            }
            return conditions.joined(separator: ", ")
        }
    }
}

extension NumberRange {
    /// The range in words: `at least 1 and less than 100`.
    var words: String {
        let lower = lower.map { "\($0.isInclusive ? "at least" : "more than") \($0.value)" }
        let upper = upper.map { "\($0.isInclusive ? "at most" : "less than") \($0.value)" }
        return [lower, upper].compactMap(\.self).joined(separator: " and ")
    }
}

/// Reads what follows the name in a tag: `optional`, `default=1`, `options=a|b`, `range=[1:9]`, `string`, `omitempty`.
struct TagOptions {
    let type: TypeSyntax
    let place: FieldPlace
    var reader: FieldTagReader
    private(set) var validation = Validation()
    private var seen: Set<String> = []

    init(type: TypeSyntax, place: FieldPlace, reader: FieldTagReader) {
        self.type = type
        self.place = place
        self.reader = reader
    }

    /// The basic type that options and ranges speak of: the field's, or its elements'.
    private var scalar: Primitive? {
        reader.table.primitive(type) ?? reader.table.element(type).flatMap(reader.table.primitive)
    }

    mutating func read(_ text: String, at range: SourceRange) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let (name, value) = (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
        guard seen.insert(name).inserted else { return error("'\(name)' is set twice", at: range) }
        switch (name, value) {
        case ("optional", nil): validation.isOptional = true
        case ("omitempty", nil): validation.omitsEmpty = true
        case ("string", nil): readQuoted(at: range)
        case ("default", let value?): readDefault(value, at: range)
        case ("options", let value?): readOptions(value, at: range)
        case ("range", let value?): readRange(value, at: range)
        case ("default", nil), ("options", nil), ("range", nil): error("'\(name)' needs a value: \(name)=…", at: range)
        case ("optional", _), ("omitempty", _), ("string", _): error("'\(name)' has no value", at: range)
        case ("", nil): error("an option is missing between the commas", at: range)
        default:
            let known = ["optional", "omitempty", "string", "default", "options", "range"]
            error("unknown option '\(name)'\(Suggestion.text(for: name, among: known))", at: range)
        }
    }

    /// Checks what the options say together.
    mutating func finish(at range: SourceRange) {
        guard let value = validation.defaultValue else { return }
        if !validation.options.isEmpty, !validation.options.contains(value) {
            error("the default \(value) is not among the options", at: range)
        }
        if case .number(let number) = value, let bounds = validation.range, !bounds.contains(number) {
            error("the default \(value) is outside the range \(bounds)", at: range)
        }
    }

    private mutating func error(_ message: String, at range: SourceRange) {
        reader.report.error(message, at: reader.file.origin(range))
    }

    private mutating func readQuoted(at range: SourceRange) {
        guard place == .json, let primitive = reader.table.primitive(type), primitive.isNumber || primitive == .bool
        else {
            return error("'string' is for numbers and truth values in JSON", at: range)
        }
        validation.isQuoted = true
    }

    private mutating func readDefault(_ text: String, at range: SourceRange) {
        guard let primitive = reader.table.primitive(type) else {
            return error("only text, numbers and truth values have a default", at: range)
        }
        validation.defaultValue = literal(text, primitive, at: range)
    }

    private mutating func readOptions(_ text: String, at range: SourceRange) {
        guard let scalar, scalar != .bool else {
            return error("'options' is for text and numbers, or lists of them", at: range)
        }
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let words =
            isBracketed
            ? text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
            : text.split(separator: "|", omittingEmptySubsequences: false)
        for word in words {
            let word = word.trimmed()
            guard !word.isEmpty else { return error("one of the options is empty", at: range) }
            guard let option = literal(word, scalar, at: range) else { return }
            guard !validation.options.contains(option) else { return error("'\(word)' is given twice", at: range) }
            validation.options.append(option)
        }
    }

    private mutating func readRange(_ text: String, at range: SourceRange) {
        guard let scalar, scalar.isNumber else { return error("'range' is for numbers, or lists of them", at: range) }
        guard let opening = text.first, let closing = text.last, text.utf8.count > 2, "[(".contains(opening),
            "])".contains(closing)
        else { return error("a range is written [1:9], with round brackets where a bound is excluded", at: range) }
        let bounds = text.dropFirst().dropLast().split(separator: ":", omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return error("a range has two bounds with a colon between: [1:9]", at: range) }
        let texts = bounds.map { $0.trimmed() }
        guard let lower = bound(texts[0], isInclusive: opening == "[", at: range),
            let upper = bound(texts[1], isInclusive: closing == "]", at: range)
        else { return }
        guard lower.bound != nil || upper.bound != nil else { return error("a range needs a bound", at: range) }
        if let low = lower.bound, let high = upper.bound {
            let isEmpty = low.value > high.value || (low.value == high.value && !(low.isInclusive && high.isInclusive))
            guard !isEmpty else { return error("no number lies in the range \(text)", at: range) }
        }
        validation.range = NumberRange(lower: lower.bound, upper: upper.bound)
    }

    /// A bound, or none where nothing is written; `nil`, with an error, where it is no number.
    private mutating func bound(
        _ text: String, isInclusive: Bool, at range: SourceRange
    ) -> (bound: NumberRange.Bound?, Void)? {
        guard !text.isEmpty else { return (nil, ()) }
        guard let scalar, let literal = literal(text, scalar, at: range), case .number(let number) = literal else {
            return nil
        }
        return (NumberRange.Bound(number, isInclusive: isInclusive), ())
    }

    /// The value that a text stands for; `nil`, with an error, where it is none of the type.
    private mutating func literal(_ text: String, _ primitive: Primitive, at range: SourceRange) -> Literal? {
        switch primitive {
        case .string: return .string(text)
        case .bool:
            if text == "true" || text == "false" { return .bool(text == "true") }
        default:
            guard primitive.isNumber, let number = ExactDecimal(text) else { break }
            if let bounds = primitive.integerBounds {
                guard number.isInteger else { break }
                guard number >= bounds.lower, number <= bounds.upper else {
                    error("\(text) does not fit into \(primitive.rawValue)", at: range)
                    return nil
                }
            }
            return .number(number)
        }
        error("'\(text)' is no \(primitive.rawValue)", at: range)
        return nil
    }
}

extension Primitive {
    /// The least and the greatest number of an integer type; `nil` for what is none.
    var integerBounds: (lower: ExactDecimal, upper: ExactDecimal)? {
        guard let format = integerFormat else { return nil }
        guard format.isSigned else { return (ExactDecimal(0), ExactDecimal(UInt64.max >> (64 - format.bits))) }
        return (ExactDecimal(Int64.min >> (64 - format.bits)), ExactDecimal(Int64.max >> (64 - format.bits)))
    }
}

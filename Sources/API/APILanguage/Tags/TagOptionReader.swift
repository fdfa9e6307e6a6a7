/// Reads the words behind a field's name in its tag: `optional`, `default=…`, `options=…`, `range=…`, `string`,
/// `omitempty`.
struct TagOptionReader {
    private static let known = ["optional", "default", "options", "range", "string", "omitempty"]

    let place: FieldPlace
    let type: TypeSyntax
    let table: TypeTable
    let file: APIFile
    let report: CheckReport
    private var validation = Validation()
    private var seen: [String: SourceRange] = [:]
    private var defaultText: TagText?

    init(place: FieldPlace, type: TypeSyntax, table: TypeTable, file: APIFile, report: CheckReport) {
        self.place = place
        self.type = type
        self.table = table
        self.file = file
        self.report = report
    }

    /// Reads one option.
    mutating func read(_ segment: TagText) {
        let cut = segment.cut(at: "=")
        let name = (cut?.before ?? segment).trimmed
        guard !name.isEmpty else { return error("expected an option", at: segment) }
        if let first = seen[name.text] {
            let note = Diagnostic.Note("first given here", at: file.origin(first))
            return report.error(
                "the option '\(name.text)' is given twice", at: file.origin(segment.range), notes: [note])
        }
        seen[name.text] = name.range
        switch (name.text, cut?.behind.trimmed) {
        case ("optional", nil): readOptional(segment)
        case ("omitempty", nil): readOmitEmpty(segment)
        case ("string", nil): readString(segment)
        case ("default", let value?): defaultText = value
        case ("options", let value?): readOptions(value)
        case ("range", let value?): readRange(value)
        case ("optional", .some):
            error("'optional' takes no value: that a field depends on another cannot be said here", at: segment)
        case ("omitempty", .some), ("string", .some): error("'\(name.text)' takes no value", at: segment)
        case ("default", nil), ("options", nil), ("range", nil):
            error("'\(name.text)' needs a value: \(name.text)=…", at: segment)
        default:
            let hint = Suggestion.text(for: name.text, among: Self.known)
            error("unknown option '\(name.text)'\(hint)", at: name)
        }
    }

    /// What was read, after the checks that need all options.
    mutating func finish() -> Validation {
        if let text = defaultText { readDefault(text) }
        guard let range = validation.range else { return validation }
        for case .number(let option) in validation.options where !range.contains(option) {
            guard let place = seen["options"] else { continue }
            report.error("the option \(option) is outside of the range \(range)", at: file.origin(place))
        }
        return validation
    }

    private mutating func readOptional(_ segment: TagText) {
        guard place != .path else { return error("a path parameter cannot be optional", at: segment) }
        validation.isOptional = true
    }

    private mutating func readOmitEmpty(_ segment: TagText) {
        guard place == .json else { return error("'omitempty' is for json fields", at: segment) }
        validation.omitsEmpty = true
    }

    private mutating func readString(_ segment: TagText) {
        guard place == .json else { return error("'string' is for json fields: others are text anyway", at: segment) }
        guard let primitive = table.primitive(type), primitive.isNumber || primitive == .bool else {
            return error("'string' is for numbers and bools, which it puts in quotes", at: segment)
        }
        validation.isQuoted = true
    }

    private mutating func readOptions(_ value: TagText) {
        guard let primitive = table.primitive(type), primitive.isNumber || primitive == .string else {
            return error("options are for strings and numbers", at: value)
        }
        let isBracketed = value.first == UInt8(ascii: "[") && value.last == UInt8(ascii: "]")
        let parts = isBracketed ? value.inner.split(at: ",") : value.split(at: "|")
        var options: [Literal] = []
        var seen: Set<Literal> = []
        for part in parts {
            guard !part.isEmpty else {
                error("an option is empty: write options=a|b", at: part)
                continue
            }
            guard let literal = literal(part, primitive) else { continue }
            if seen.insert(literal).inserted {
                options.append(literal)
            } else {
                error("the option '\(literal)' stands twice", at: part)
            }
        }
        validation.options = options
    }

    private mutating func readRange(_ value: TagText) {
        guard let primitive = table.primitive(type), primitive.isNumber else {
            return error("a range is for numbers", at: value)
        }
        do throws(RangeReader.Failure) {
            validation.range = try RangeReader(type: primitive).read(value)
        } catch {
            report.error(error.message, at: file.origin(error.range))
        }
    }

    private mutating func readDefault(_ value: TagText) {
        guard place != .path else { return error("a path parameter is always there and needs no default", at: value) }
        guard let primitive = table.primitive(type), !primitive.isComplex else {
            return error("a default is for strings, numbers and bools", at: value)
        }
        guard let literal = literal(value, primitive) else { return }
        if !validation.options.isEmpty, !validation.options.contains(literal) {
            let options = validation.options.map(\.description).joined(separator: "|")
            return error("the default '\(literal)' is none of the options \(options)", at: value)
        }
        if case .number(let number) = literal, let range = validation.range, !range.contains(number) {
            return error("the default \(number) is outside of the range \(range)", at: value)
        }
        validation.defaultValue = literal
    }

    private func literal(_ text: TagText, _ type: Primitive) -> Literal? {
        do throws(LiteralReader.Failure) {
            return try LiteralReader.read(text, as: type)
        } catch {
            report.error(error.message, at: file.origin(error.range))
            return nil
        }
    }

    private func error(_ message: String, at text: TagText) {
        report.error(message, at: file.origin(text.range))
    }
}

/// Reads values of Go's basic types.
enum LiteralReader {
    typealias Failure = StringLiteral.Failure

    /// The value that a text stands for where a value of `type` is wanted.
    static func read(_ text: TagText, as type: Primitive) throws(Failure) -> Literal {
        switch (type, text.text) {
        case (.string, let value): return .string(value)
        case (.bool, "true"): return .bool(true)
        case (.bool, "false"): return .bool(false)
        case (.bool, let value):
            throw Failure(message: "'\(value)' is no bool: write true or false", range: text.range)
        default: return .number(try number(text, as: type))
        }
    }

    /// The number that a text stands for, which must fit `type`.
    static func number(_ text: TagText, as type: Primitive) throws(Failure) -> ExactDecimal {
        guard let number = ExactDecimal(text.text) else {
            throw Failure(message: "'\(text.text)' is no number", range: text.range)
        }
        guard type.isInteger == false || number.isInteger else {
            throw Failure(message: "\(number) is no whole number, as \(type.rawValue) needs one", range: text.range)
        }
        if let bounds = type.bounds, !bounds.contains(number) {
            throw Failure(message: "\(number) does not fit into \(type.rawValue)", range: text.range)
        }
        return number
    }
}

extension Primitive {
    /// The least and the greatest number of the type; `nil` for what is no number.
    var bounds: ClosedRange<ExactDecimal>? {
        if let (bits, isSigned) = integerFormat {
            let top = Int128(1) << (isSigned ? bits - 1 : bits)
            return ExactDecimal(isSigned ? -top : 0)...ExactDecimal(top - 1)
        }
        switch self {
        case .float32: return Self.symmetric(ExactDecimal("\(Float.greatestFiniteMagnitude)"))
        case .float64: return Self.symmetric(ExactDecimal("\(Double.greatestFiniteMagnitude)"))
        default: return nil
        }
    }

    private static func symmetric(_ top: ExactDecimal?) -> ClosedRange<ExactDecimal>? {
        top.map { ExactDecimal(isNegative: true, digits: $0.digits, pointPosition: $0.pointPosition)...$0 }
    }
}

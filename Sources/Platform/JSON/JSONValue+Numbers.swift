extension JSONValue {
    /// The value as an integer. A number written with a fraction or an exponent is none, not even `1.0`.
    func integer<Integer: FixedWidthInteger>() throws(JSONError) -> Integer {
        switch node.kind {
        case .integer: break
        case .fraction: throw error("must be an integer, not \(numberText)")
        default: throw mismatch("an integer")
        }
        var digits = text
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        var result: Integer = 0
        for byte in digits {
            let digit = Integer(truncatingIfNeeded: byte &- UInt8(ascii: "0"))
            let (product, productOverflow) = result.multipliedReportingOverflow(by: 10)
            // Towards the sign from the start: the least integer has no positive counterpart.
            let (sum, sumOverflow) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !productOverflow, !sumOverflow else { throw error("is out of range") }
            result = sum
        }
        return result
    }

    /// The value as the nearest `Double`.
    func double() throws(JSONError) -> Double { try floatingPoint() }

    /// The value as the nearest `Float`.
    func float() throws(JSONError) -> Float { try floatingPoint() }

    private func floatingPoint<Number: BinaryFloatingPoint & LosslessStringConvertible>() throws(JSONError) -> Number {
        guard isNumber else { throw mismatch("a number") }
        guard let number = Number(String(decoding: text, as: UTF8.self)), number.isFinite else {
            throw error("is out of range")
        }
        return number
    }

    /// The value as an exact decimal with as many decimals as it needs.
    func decimal() throws(JSONError) -> JSONDecimal {
        guard isNumber else { throw mismatch("a number") }
        guard let decimal = JSONDecimal(number: text) else {
            throw error("has more digits than a decimal holds")
        }
        return decimal
    }

    /// The value as an exact decimal with `scale` decimals.
    func decimal(scale: Int) throws(JSONError) -> JSONDecimal {
        guard isNumber else { throw mismatch("a number") }
        do {
            return try JSONDecimal(number: text, scale: scale)
        } catch {
            switch error {
            case .tooManyDecimals:
                throw self.error("must have at most \(scale) decimals, not \(numberText)")
            case .outOfRange: throw self.error("is out of range")
            }
        }
    }

    private var isNumber: Bool { node.kind == .integer || node.kind == .fraction }

    /// The number as it was written, cut short where it is no use in a message.
    private var numberText: String {
        let limit = 32
        return String(decoding: text.prefix(limit), as: UTF8.self) + (text.count > limit ? "…" : "")
    }
}

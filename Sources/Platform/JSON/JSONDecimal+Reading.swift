extension JSONDecimal {
    /// Why a JSON number is not a decimal of the wanted scale.
    enum Mismatch: Error {
        case tooManyDecimals
        case outOfRange
    }

    /// Reads a number of JSON's grammar without rounding, with as many decimals as it needs; `nil` where that is more
    /// than a decimal holds.
    init?(number text: some Sequence<UInt8>) {
        guard let number = WrittenNumber(text) else { return nil }
        let scale = number.significant == 0 ? 0 : max(0, -number.exponent)
        guard Self.scales.contains(scale), let unscaled = Self.unscaled(number, scale: scale) else { return nil }
        self.init(unscaled: unscaled, scale: scale)
    }

    /// Reads a number of JSON's grammar without rounding.
    ///
    /// Trailing zeros and exponents are fine as long as the value itself fits: `1.500` and `15e-1` have one decimal.
    init(number text: some Sequence<UInt8>, scale: Int) throws(Mismatch) {
        var decimals = 0
        guard let number = WrittenNumber(text, decimals: &decimals) else {
            throw decimals > scale ? .tooManyDecimals : .outOfRange
        }
        guard number.significant == 0 || number.exponent + scale >= 0 else { throw .tooManyDecimals }
        guard let unscaled = Self.unscaled(number, scale: scale) else { throw .outOfRange }
        self.init(unscaled: unscaled, scale: scale)
    }

    private static func unscaled(_ number: WrittenNumber, scale: Int) -> Int64? {
        guard number.significant != 0 else { return 0 }
        guard let unscaled = WrittenNumber.shifted(number.significant, by: number.exponent + scale) else { return nil }
        if number.isNegative { return unscaled }
        return unscaled == .min ? nil : -unscaled
    }
}

/// A number as it was written: `significant` times the `exponent`-th power of ten.
private struct WrittenNumber {
    var isNegative = false
    /// The digits up to the last that is not zero, as a negative number, whose range is the wider one.
    var significant: Int64 = 0
    var exponent = 0

    private enum Part { case integer, fraction, exponent }

    /// Reads a number of JSON's grammar; `nil` where it has more digits than fit.
    init?(_ text: some Sequence<UInt8>) {
        var decimals = 0
        self.init(text, decimals: &decimals)
    }

    /// - Parameter decimals: how many digits behind the point were read, set in any case.
    init?(_ text: some Sequence<UInt8>, decimals: inout Int) {
        var isExponentNegative = false
        /// Zeros read since the last other digit: they count only when another digit follows.
        var zeros = 0
        var part = Part.integer

        for byte in text {
            switch (byte, part) {
            case (UInt8(ascii: "."), _): part = .fraction
            case (UInt8(ascii: "e"), _), (UInt8(ascii: "E"), _): part = .exponent
            case (UInt8(ascii: "+"), _): break
            case (UInt8(ascii: "-"), .exponent): isExponentNegative = true
            case (UInt8(ascii: "-"), _): isNegative = true
            case (_, .exponent):
                // Beyond any exponent that could still fit; the value is decided by then.
                exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
            case (UInt8(ascii: "0"), _):
                zeros += 1
                if part == .fraction { decimals += 1 }
            default:
                if part == .fraction { decimals += 1 }
                let shifted = Self.shifted(significant, by: zeros + 1)
                let sum = shifted?.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                guard let sum, !sum.overflow else { return nil }
                significant = sum.partialValue
                zeros = 0
            }
        }
        exponent = zeros - decimals + (isExponentNegative ? -exponent : exponent)
    }

    /// `number` times the `power`-th power of ten; `nil` where that is beyond the range.
    static func shifted(_ number: Int64, by power: Int) -> Int64? {
        guard number != 0 else { return 0 }
        guard power <= 18 else { return nil }
        var result = number
        for _ in 0..<power {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            result = product
        }
        return result
    }
}

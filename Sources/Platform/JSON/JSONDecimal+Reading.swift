extension JSONDecimal {
    /// Why a JSON number is not a decimal of the wanted scale.
    enum Mismatch: Error {
        case tooManyDecimals
        case outOfRange
    }

    /// Reads a number of JSON's grammar without rounding, with as many decimals as it needs; `nil` where that is more
    /// than a decimal holds.
    init?(number text: ArraySlice<UInt8>) {
        for scale in Self.scales {
            do throws(Mismatch) {
                try self.init(number: text, scale: scale)
                return
            } catch {
                guard error == .tooManyDecimals else { return nil }
            }
        }
        return nil
    }

    /// Reads a number of JSON's grammar without rounding.
    ///
    /// Trailing zeros and exponents are fine as long as the value itself fits: `1.500` and `15e-1` have one decimal.
    init(number text: ArraySlice<UInt8>, scale: Int) throws(Mismatch) {
        var isNegative = false
        var isExponentNegative = false
        var exponent = 0
        /// The digits up to the last that is not zero, as a negative number, whose range is the wider one.
        var significant: Int64 = 0
        /// Zeros read since then: they count only when another digit follows.
        var zeros = 0
        /// How far the point stands left of the end of the digits counted into `significant`.
        var decimals = 0
        enum Part { case integer, fraction, exponent }
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
                guard let sum, !sum.overflow else { throw decimals > scale ? .tooManyDecimals : .outOfRange }
                significant = sum.partialValue
                zeros = 0
            }
        }
        guard significant != 0 else {
            self.init(unscaled: 0, scale: scale)
            return
        }
        let power = zeros - decimals + (isExponentNegative ? -exponent : exponent) + scale
        guard power >= 0 else { throw .tooManyDecimals }
        guard let unscaled = Self.shifted(significant, by: power), isNegative || unscaled != .min else {
            throw .outOfRange
        }
        self.init(unscaled: isNegative ? unscaled : -unscaled, scale: scale)
    }

    /// `number` times the `power`-th power of ten; `nil` where that is beyond the range.
    private static func shifted(_ number: Int64, by power: Int) -> Int64? {
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

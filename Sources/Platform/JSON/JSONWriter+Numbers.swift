extension JSONWriter {
    /// Writes an integer, exactly.
    @inlinable
    public mutating func integer(_ value: some FixedWidthInteger) {
        separate()
        needsComma = true
        if value < 0 { storage.append(UInt8(ascii: "-")) }
        appendDigits(UInt64(value.magnitude), scale: 0)
    }

    /// Writes a floating-point number as the shortest decimal that reads back as the same number, whole numbers without
    /// a fraction. JSON knows neither infinity nor "not a number": both are written as `null`.
    public mutating func double(_ value: Double) { number(value) }

    /// Writes a floating-point number as ``double(_:)`` does, with the fewer digits that single precision needs.
    public mutating func float(_ value: Float) { number(value) }

    private mutating func number(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
        guard value.isFinite else { return null() }
        separate()
        needsComma = true
        storage.append(contentsOf: value.description.utf8)
        if storage.last == UInt8(ascii: "0"), storage[storage.count - 2] == UInt8(ascii: ".") {
            storage.removeLast(2)
        }
    }

    /// Writes a decimal number with all the decimals of its scale, `128.00`.
    public mutating func decimal(_ value: JSONDecimal) {
        separate()
        needsComma = true
        if value.unscaled < 0 { storage.append(UInt8(ascii: "-")) }
        appendDigits(value.unscaled.magnitude, scale: value.scale)
    }

    /// Appends a number's digits, with a point before the last `scale` of them and at least one digit before the point.
    @usableFromInline
    mutating func appendDigits(_ number: UInt64, scale: Int) {
        // 20 digits, or a zero, a point and `JSONDecimal.scales`' 18 decimals.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            var start = digits.count
            var rest = number
            var written = 0
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                if written == scale, scale > 0 {
                    start -= 1
                    digits[start] = UInt8(ascii: ".")
                }
                start -= 1
                digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
                rest = quotient
                written += 1
            } while rest > 0 || written <= scale
            storage.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }
}

extension JSONScanner {
    /// Skips a number by RFC 8259 section 6: no leading zeros, no bare point, no `NaN`.
    /// - Returns: whether it is written without fraction and exponent.
    mutating func skipNumber() throws(JSONError) -> Bool {
        var isInteger = true
        _ = skip(UInt8(ascii: "-"))
        if skip(UInt8(ascii: "0")) {
            if isDigit { throw unexpected("no further digit after a leading zero") }
        } else {
            try skipDigits()
        }
        if skip(UInt8(ascii: ".")) {
            isInteger = false
            try skipDigits()
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            isInteger = false
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            try skipDigits()
        }
        return isInteger
    }

    @inline(__always)
    private var isDigit: Bool {
        guard let byte = current else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    @inline(__always)
    private mutating func skipDigits() throws(JSONError) {
        guard isDigit else { throw unexpected("a digit") }
        while isDigit { position += 1 }
    }
}

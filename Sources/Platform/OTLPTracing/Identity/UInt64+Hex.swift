extension UInt64 {
    /// Reads up to 16 hexadecimal digits in lower case, which is all that W3C Trace Context allows.
    init?(lowercaseHex digits: some Collection<UInt8>) {
        guard !digits.isEmpty, digits.count <= 16 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        self = value
    }

    /// Writes 16 hexadecimal digits.
    func writeHex(to digits: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        for place in 0..<16 {
            let nibble = UInt8(truncatingIfNeeded: self >> UInt64(60 - 4 * place)) & 0xF
            digits[start + place] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
        }
    }
}

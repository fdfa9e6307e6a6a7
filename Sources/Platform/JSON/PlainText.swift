extension UnsafeRawBufferPointer {
    /// The index of the first byte at or after `start` that is special, the end where there is none.
    ///
    /// Looks at eight bytes at a time, because nearly all text is plain.
    @inline(__always)
    func endOfPlainText(from start: Int, until special: (EightBytes) -> UInt64) -> Int {
        var index = start
        while count - index >= 8 {
            let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let found = special(EightBytes(UInt64(littleEndian: word)))
            // Each byte answers with its highest bit.
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, special(EightBytes(repeating: self[index])) == 0 {
            index += 1
        }
        return index
    }
}

/// Eight bytes of text, the first lowest, tested together.
///
/// A test's answer has the highest bit of each byte it applies to. Bytes after the first one found may be wrong.
struct EightBytes {
    private let word: UInt64
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    init(_ word: UInt64) {
        self.word = word
    }

    @inline(__always)
    init(repeating byte: UInt8) {
        word = UInt64(byte) &* Self.lowBits
    }

    /// The quotes, backslashes and control characters.
    @inline(__always)
    var escapable: UInt64 {
        // Subtracting n sets the highest bit of an ASCII byte only where the byte is below n, or where a borrow comes
        // from such a byte before it. XOR with a character turns that character into zero, which is below one.
        let quote = word ^ (Self.lowBits &* 0x22)
        let backslash = word ^ (Self.lowBits &* 0x5C)
        let isControl = (word &- Self.lowBits &* 0x20) & ~word
        let isQuote = (quote &- Self.lowBits) & ~quote
        let isBackslash = (backslash &- Self.lowBits) & ~backslash
        return (isControl | isQuote | isBackslash) & Self.highBits
    }

    /// The bytes that are escapable, and those that are not ASCII.
    @inline(__always)
    var escapableOrMultibyte: UInt64 {
        escapable | word & Self.highBits
    }
}

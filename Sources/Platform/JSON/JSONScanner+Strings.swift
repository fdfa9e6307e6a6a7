extension JSONScanner {
    /// Skips a string, whose opening quote stands here, and checks its escapes and its UTF-8.
    /// - Returns: whether there are escapes in it.
    mutating func skipString() throws(JSONError) -> Bool {
        position += 1
        var hasEscapes = false
        while true {
            position = bytes.endOfPlainText(from: position, until: \.escapableOrMultibyte)
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                return hasEscapes
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape()
            case .some(0x80...):
                skipThreeByteCharacters()
                if let byte = current, byte >= 0x80 { try skipMultibyteCharacter() }
            default:
                throw unexpected(current == nil ? "the closing quote" : "an escape for a control character")
            }
        }
    }

    private mutating func skipEscape() throws(JSONError) {
        position += 1
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            position += 1
            let start = position
            let unit = try skipHexDigits()
            if UTF16.isLeadSurrogate(unit) {
                guard current == UInt8(ascii: "\\") else { throw unexpected("the second half of a surrogate pair") }
                position += 1
                guard current == UInt8(ascii: "u") else { throw unexpected("the second half of a surrogate pair") }
                position += 1
                let second = position
                guard UTF16.isTrailSurrogate(try skipHexDigits()) else { throw loneSurrogate(at: second) }
            } else if UTF16.isTrailSurrogate(unit) {
                throw loneSurrogate(at: start)
            }
        default: throw unexpected("an escape")
        }
    }

    private mutating func skipHexDigits() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = JSONEscapes.hexValue(byte) else {
                throw unexpected("four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private func loneSurrogate(at offset: Int) -> JSONError {
        JSONError("invalid JSON: a surrogate without its other half at byte \(offset)", offset: offset)
    }

    /// Skips well-formed characters of three bytes: those of Chinese text, which come in a row.
    @inline(__always)
    private mutating func skipThreeByteCharacters() {
        while bytes.count - position >= 4 {
            let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            guard word & 0xC0_C0F0 == 0x80_80E0 else { return }
            // The ten bits of the first two bytes: below 20 is overlong, 360 to 37F are surrogates.
            let high = (word & 0xF) << 6 | (word >> 8) & 0x3F
            guard high >= 0x20, high & 0x3E0 != 0x360 else { return }
            position += 3
        }
    }

    /// Skips a character of two to four bytes by the table of well-formed UTF-8 (Unicode 16, table 3-7), which leaves
    /// out overlong forms, surrogates and what lies beyond U+10FFFF.
    private mutating func skipMultibyteCharacter() throws(JSONError) {
        let start = position
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[start] {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xE1...0xEC, 0xEE...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: throw invalidUTF8(at: start)
        }
        guard bytes.count - start >= length, second.contains(bytes[start + 1]) else { throw invalidUTF8(at: start) }
        for offset in 2..<max(length, 2) where bytes[start + offset] & 0xC0 != 0x80 {
            throw invalidUTF8(at: start)
        }
        position += length
    }

    private func invalidUTF8(at offset: Int) -> JSONError {
        JSONError("invalid JSON: not UTF-8 at byte \(offset)", offset: offset)
    }
}

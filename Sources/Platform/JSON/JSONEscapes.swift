/// The escapes within strings (RFC 8259 section 7).
enum JSONEscapes {
    /// The text of a string that the parser has checked, its escapes resolved.
    static func resolve(_ raw: Slice<UnsafeRawBufferPointer>) -> String {
        // No escape is shorter than what it stands for.
        String(unsafeUninitializedCapacity: raw.count) { text in
            var count = 0
            var index = raw.startIndex
            while index < raw.endIndex {
                let byte = raw[index]
                index += 1
                guard byte == UInt8(ascii: "\\") else {
                    text[count] = byte
                    count += 1
                    continue
                }
                let escape = raw[index]
                index += 1
                guard escape == UInt8(ascii: "u") else {
                    text[count] = character(of: escape)
                    count += 1
                    continue
                }
                for unit in UTF8.encode(scalar(in: raw, at: &index)) ?? UTF8.encodedReplacementCharacter {
                    text[count] = unit
                    count += 1
                }
            }
            return count
        }
    }

    /// The value of a hexadecimal digit.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func character(of escape: UInt8) -> UInt8 {
        switch escape {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: escape
        }
    }

    /// Reads the digits after `\u`, and the second half that follows a leading surrogate.
    private static func scalar(in raw: Slice<UnsafeRawBufferPointer>, at index: inout Int) -> UnicodeScalar {
        let first = unit(in: raw, at: &index)
        guard UTF16.isLeadSurrogate(first) else { return UnicodeScalar(first) ?? "\u{FFFD}" }
        index += 2
        return UTF16.decode(UTF16.EncodedScalar([first, unit(in: raw, at: &index)]))
    }

    private static func unit(in raw: Slice<UnsafeRawBufferPointer>, at index: inout Int) -> UInt16 {
        defer { index += 4 }
        return raw[index..<index + 4].reduce(0) { $0 << 4 | UInt16(hexValue($1) ?? 0) }
    }
}

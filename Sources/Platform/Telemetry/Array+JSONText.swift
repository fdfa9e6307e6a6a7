extension [UInt8] {
    /// Appends a comma, a name and a string as JSON.
    mutating func appendJSONField(_ name: String, _ value: String) {
        append(UInt8(ascii: ","))
        appendJSONString(name)
        append(UInt8(ascii: ":"))
        appendJSONString(value)
    }

    /// Appends a JSON string: quotes, backslashes and control characters escaped, so that a line stays a line.
    private mutating func appendJSONString(_ text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while let index = rest.firstIndex(where: \.isEscaped) {
                append(contentsOf: rest[..<index])
                appendEscaped(rest[index])
                rest = rest[(index + 1)...]
            }
            append(contentsOf: rest)
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"): append(contentsOf: #"\n"#.utf8)
        case UInt8(ascii: "\t"): append(contentsOf: #"\t"#.utf8)
        case 0..<0x20:
            append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
            append(contentsOf: String(byte, radix: 16).utf8)
        default:
            append(UInt8(ascii: "\\"))
            append(byte)
        }
    }
}

extension UInt8 {
    /// Whether JSON does not take the byte as it is.
    fileprivate var isEscaped: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}

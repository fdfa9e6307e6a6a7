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
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case UInt8(ascii: "\n"): append(contentsOf: #"\n"#.utf8)
            case UInt8(ascii: "\t"): append(contentsOf: #"\t"#.utf8)
            case 0..<0x20:
                append(contentsOf: byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8)
                append(contentsOf: String(byte, radix: 16).utf8)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }
}

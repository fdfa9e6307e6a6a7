extension [UInt8] {
    /// Appends text with its control characters made visible, `\u{1B}`.
    /// - Parameter newline: what stands for a line feed.
    mutating func appendPrintable(_ text: String, newline: String) {
        guard text.unicodeScalars.contains(where: \.isControl) else { return append(contentsOf: text.utf8) }
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                append(contentsOf: newline.utf8)
            } else if scalar.isControl {
                append(contentsOf: scalar.escaped(asASCII: true).utf8)
            } else {
                append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Appends the value of `key=value`, in quotes where it would not be one word.
    mutating func appendMetadataValue(_ value: String) {
        let isWord = !value.isEmpty && !value.utf8.contains { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") }
        guard !isWord else { return appendPrintable(value, newline: "") }
        append(UInt8(ascii: "\""))
        for (index, part) in value.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { append(contentsOf: #"\""#.utf8) }
            appendPrintable(String(part), newline: #"\n"#)
        }
        append(UInt8(ascii: "\""))
    }
}

extension Unicode.Scalar {
    /// Whether a terminal may act on the character instead of showing it.
    fileprivate var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value)
    }
}

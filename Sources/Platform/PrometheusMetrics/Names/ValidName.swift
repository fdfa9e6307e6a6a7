/// Names that Prometheus accepts.
enum ValidName {
    /// The text with `_` in place of each character that a name may not have, and before a digit that it begins with.
    static func of(_ text: String, allowingColons: Bool) -> String {
        guard let first = text.utf8.first else { return "_" }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        if !isDigit, text.utf8.allSatisfy({ isValid($0, allowingColons: allowingColons) }) { return text }
        return String(unsafeUninitializedCapacity: text.utf8.count + 1) { name in
            var count = 0
            func append(_ byte: UInt8) {
                name[count] = byte
                count += 1
            }
            if isDigit { append(UInt8(ascii: "_")) }
            // A character of several bytes becomes one `_`, for its first byte.
            for byte in text.utf8 where !UTF8.isContinuation(byte) {
                append(isValid(byte, allowingColons: allowingColons) ? byte : UInt8(ascii: "_"))
            }
            return count
        }
    }

    private static func isValid(_ byte: UInt8, allowingColons: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        case UInt8(ascii: ":"): allowingColons
        default: false
        }
    }
}

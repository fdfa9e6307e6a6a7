extension JSONParser {
    /// Reads a number by RFC 8259 section 6: no leading zeros, no bare point, no `NaN`.
    mutating func parseNumber() throws(JSONError) {
        let start = position
        var kind = JSONNode.Kind.integer
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
            if isDigit { throw unexpected("no further digit after a leading zero") }
        } else {
            try skipDigits()
        }
        if current == UInt8(ascii: ".") {
            kind = .fraction
            position += 1
            try skipDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            kind = .fraction
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        append(kind, from: start, to: position)
    }

    private var isDigit: Bool {
        guard let byte = current else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func skipDigits() throws(JSONError) {
        guard isDigit else { throw unexpected("a digit") }
        while isDigit { position += 1 }
    }
}

/// Reads what text in quotes or backticks stands for.
enum StringLiteral {
    /// Why a text stands for nothing.
    struct Failure: Error {
        let message: String
        let range: SourceRange
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
        UInt8(ascii: "n"): UInt8(ascii: "\n"), UInt8(ascii: "r"): UInt8(ascii: "\r"),
        UInt8(ascii: "t"): UInt8(ascii: "\t"),
    ]

    /// The text between the marks: as it is in backticks, with `\\ \" \n \r \t` and `\u0041` replaced in quotes.
    static func value(of token: Token) throws(Failure) -> String {
        let inner = token.text.dropFirst().dropLast()
        guard token.kind == .string else { return String(inner) }
        return String(decoding: try unescape(Array(inner.utf8), of: token).map(\.byte), as: UTF8.self)
    }

    /// The bytes that `bytes`, which follow the first byte of `token`, stand for, each with the place it comes from.
    static func unescape(
        _ bytes: [UInt8], at position: Int = 1, of token: Token
    ) throws(Failure) -> [(byte: UInt8, offset: Int)] {
        var result: [(byte: UInt8, offset: Int)] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append((bytes[index], position + index))
                index += 1
                continue
            }
            let mark = index + 1 < bytes.count ? bytes[index + 1] : 0
            if let byte = escapes[mark] {
                result.append((byte, position + index))
                index += 2
            } else if mark == UInt8(ascii: "u"), let scalar = scalar(bytes.dropFirst(index + 2).prefix(4)) {
                result += Array(String(scalar).utf8).map { ($0, position + index) }
                index += 6
            } else {
                let message =
                    "unknown escape: write '\\\\' for a backslash; known are \\\\ \\\" \\n \\r \\t and \\uXXXX"
                throw Failure(message: message, range: token.piece(position + index..<position + index + 1))
            }
        }
        return result
    }

    private static func scalar(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else {
            return nil
        }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    }
}

extension Token {
    /// The range of some bytes of a token that has one line.
    func piece(_ offsets: Range<Int>) -> SourceRange {
        func place(_ offset: Int) -> SourceLocation {
            let start = range.start
            return SourceLocation(offset: start.offset + offset, line: start.line, column: start.column + offset)
        }
        return SourceRange(start: place(offsets.lowerBound), end: place(offsets.upperBound))
    }
}

/// What spans say of a statement. Its parameters are not in its text, so that the text may be shown.
enum SQLText {
    /// The first word, `INSERT` for example.
    static func operation(_ sql: String) -> String {
        let word = sql.utf8.drop { !isLetter($0) }.prefix(while: isLetter)
        return String(decoding: word, as: UTF8.self).uppercased()
    }

    /// The text in one line, cut where it is long beyond use.
    static func summary(_ sql: String) -> String {
        let line = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= longest ? line : line.prefix(longest) + "…"
    }

    private static let longest = 2000

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
    }
}

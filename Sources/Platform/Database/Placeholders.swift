/// Finds `$1`, `$2`, … in statements, for engines that count or rename them.
package enum Placeholders {
    /// Where each placeholder of `sql` stands, as the offset of its `$` in UTF-8, and which parameter it means. Quotes,
    /// comments and names hold none.
    package static func find(in sql: String) -> [(offset: Int, number: Int)] {
        let bytes = Array(sql.utf8)
        var found: [(offset: Int, number: Int)] = []
        var index = 0
        while index < bytes.count {
            let (byte, next) = (bytes[index], index + 1 < bytes.count ? bytes[index + 1] : nil)
            switch byte {
            case UInt8(ascii: "$") where isDigit(next) && !(index > 0 && isNamePart(bytes[index - 1])):
                let digits = bytes[(index + 1)...].prefix(while: isDigit)
                found.append((index, number(digits)))
                index += digits.count + 1
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                index = (bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count) + 1
            case UInt8(ascii: "-") where next == byte:
                index = (bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count) + 1
            case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                index = endOfComment(bytes, from: index + 2)
            default:
                index += 1
            }
        }
        return found
    }

    private static func endOfComment(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") { return index + 2 }
            index += 1
        }
        return bytes.count
    }

    /// No engine takes as many parameters as the number stops at.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), 1_000_000) }
    }

    private static func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { isDigit($0) } ?? false
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Whether a `$` after `byte` belongs to a name, as in `old$1`.
    private static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// Makes `$1`, `$2`, … mean in SQLite what they mean in PostgreSQL.
///
/// To SQLite `$2` is a name, numbered by where it first stands; only `?2` is the second parameter wherever it stands.
enum PositionalParameters {
    /// `sql` with each `$n` outside quotes, comments and names written as `?n`.
    static func numbered(_ sql: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(sql.utf8.count)
        var rest = Substring(sql).utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "$") where isDigit(rest.first) && !isNamePart(output.last):
                output.append(UInt8(ascii: "?"))
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                output.append(byte)
                copy(&rest, to: &output) { $0.last == byte }
            case UInt8(ascii: "-") where rest.first == byte:
                output.append(byte)
                copy(&rest, to: &output) { $0.last == UInt8(ascii: "\n") }
            case UInt8(ascii: "/") where rest.first == UInt8(ascii: "*"):
                output.append(byte)
                output.append(rest.removeFirst())
                let start = output.count
                copy(&rest, to: &output) { $0.count >= start + 2 && $0.suffix(2).elementsEqual("*/".utf8) }
            default:
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Copies bytes until `isEnd` holds for the output.
    private static func copy(
        _ rest: inout Substring.UTF8View, to output: inout [UInt8], until isEnd: ([UInt8]) -> Bool
    ) {
        while let byte = rest.popFirst() {
            output.append(byte)
            if isEnd(output) { return }
        }
    }

    private static func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }

    /// Whether a `$` after `byte` belongs to a name, as in `old$1`.
    private static func isNamePart(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

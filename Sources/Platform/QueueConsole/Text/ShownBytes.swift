import TerminalText

/// Bytes of a task as an operator sees them: text where they are text, else hexadecimal digits.
///
/// Text is valid UTF-8 without control characters other than tabs and line ends.
enum ShownBytes: Sendable, Hashable {
    case text(String)
    case binary([UInt8])

    init(_ bytes: [UInt8]) {
        if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: \.isBinary) {
            self = .text(text)
        } else {
            self = .binary(bytes)
        }
    }

    /// In one line, for the cell of a table.
    var summary: String {
        switch self {
        case .text(let text): text
        case .binary(let bytes): "0x" + bytes.prefix(32).hexadecimal
        }
    }

    /// Line by line, as much as a person reads: 4 KiB of text, 512 bytes of anything else.
    var lines: [String] {
        switch self {
        case .text(let text):
            let shown = text.prefix(4096)
            let rest = text.utf8.count - shown.utf8.count
            return shown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                .map { $0.replacing("\t", with: "    ").printable } + Self.note(on: rest)
        case .binary(let bytes):
            let shown = bytes.prefix(512)
            let rows = stride(from: 0, to: shown.count, by: 16).map { start in
                Self.row(shown[start..<min(start + 16, shown.count)], at: start)
            }
            return rows + Self.note(on: bytes.count - shown.count)
        }
    }

    private static func note(on rest: Int) -> [String] {
        rest == 0 ? [] : ["… and \(rest) bytes more; --json has them all"]
    }

    /// `0010  7b 22 53 6e …  {"Sn…`
    private static func row(_ bytes: ArraySlice<UInt8>, at offset: Int) -> String {
        let digits = bytes.map { [$0].hexadecimal }.joined(separator: " ").fitted(to: 47)
        let text = bytes.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "·" }.joined()
        let position = [UInt8(truncatingIfNeeded: offset >> 8), UInt8(truncatingIfNeeded: offset)].hexadecimal
        return "\(position)  \(digits)  \(text)"
    }
}

extension Sequence<UInt8> {
    /// Two digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    fileprivate var isBinary: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case ..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }
}

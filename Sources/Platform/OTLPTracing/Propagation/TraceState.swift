/// The header `tracestate` of W3C Trace Context: what other tracers have to say, as `key=value` with commas between.
///
/// We have nothing to say in it, and pass it on.
enum TraceState {
    static let header = "tracestate"

    /// More than these need not be passed on.
    private static let maximumMembers = 32
    private static let maximumBytes = 512

    /// A header without its empty members; `nil` where it is none, is too long, or has nothing in it.
    static func checked(_ text: String) -> String? {
        let members = text.utf8.split(separator: UInt8(ascii: ","))
            .map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        guard !members.isEmpty, members.count <= maximumMembers else { return nil }
        var keys: Set<String> = []
        for member in members {
            guard let separator = member.firstIndex(of: UInt8(ascii: "=")),
                isKey(member[..<separator]), isValue(member[member.index(after: separator)...]),
                keys.insert(String(decoding: member[..<separator], as: UTF8.self)).inserted
            else { return nil }
        }
        let state = members.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
        return state.utf8.count <= maximumBytes ? state : nil
    }

    /// `name`, or `tenant@system`
    private static func isKey(_ key: Substring.UTF8View) -> Bool {
        let parts = key.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return isName(parts[0], longest: 256, mayBeginWithDigit: false)
        case 2:
            return isName(parts[0], longest: 241, mayBeginWithDigit: true)
                && isName(parts[1], longest: 14, mayBeginWithDigit: false)
        default: return false
        }
    }

    private static func isName(_ name: Substring.UTF8View, longest: Int, mayBeginWithDigit: Bool) -> Bool {
        guard let first = name.first, name.count <= longest, first.isLetter || (mayBeginWithDigit && first.isDigit)
        else { return false }
        return name.allSatisfy { $0.isLetter || $0.isDigit || "_-*/".utf8.contains($0) }
    }

    private static func isValue(_ value: Substring.UTF8View) -> Bool {
        value.count <= 256 && !value.isEmpty
            && value.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "=") }
    }
}

extension Substring.UTF8View {
    fileprivate func trimmingSpaces() -> Substring.UTF8View {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

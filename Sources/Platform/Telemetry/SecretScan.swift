/// One pass over a text that may hold secrets.
struct SecretScan {
    private let bytes: [UInt8]
    private let redaction: LogRedaction
    private var position = 0
    private var result: [UInt8] = []

    /// Headers whose whole line is a secret.
    private static let headers: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key",
    ]

    init(_ text: String, redaction: LogRedaction) {
        bytes = Array(text.utf8)
        self.redaction = redaction
        result.reserveCapacity(bytes.count)
    }

    /// Whether a text has any of the marks by which ``run()`` knows a secret. Cheap, as every line is asked.
    static func isWorthwhile(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var previous: UInt8 = 0
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "="), UInt8(ascii: ":"): return true
                // `Bearer x`, `basic x`
                case UInt8(ascii: " ")
                where previous | 0x20 == UInt8(ascii: "r") || previous | 0x20 == UInt8(ascii: "c"):
                    return true
                // `eyJ`, the beginning of a JSON object in Base64
                case UInt8(ascii: "J") where previous == UInt8(ascii: "y"): return true
                default: previous = byte
                }
            }
            return false
        }
    }

    mutating func run() -> String {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "="): assignment()
            case UInt8(ascii: ":"): colon()
            case UInt8(ascii: " "): scheme()
            case UInt8(ascii: "e") where isWordStart: webToken()
            default: copy()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func copy() {
        result.append(bytes[position])
        position += 1
    }

    /// Leaves out what stands up to `end`.
    private mutating func hide(to end: Int) {
        guard end > position else { return }
        result.append(contentsOf: LogRedaction.replacement.utf8)
        position = end
    }

    private var isWordStart: Bool { position == 0 || !bytes[position - 1].isTokenByte }

    /// `name=value`
    private mutating func assignment() {
        let name = word(before: position)
        copy()
        guard redaction.hides(name), position < bytes.count, bytes[position] != UInt8(ascii: "=") else { return }
        hideValue()
    }

    /// `"name": "value"`, `Cookie: value` or `scheme://user:password@host`
    private mutating func colon() {
        let colon = position
        copy()
        if bytes[position...].starts(with: "//".utf8) { return password() }
        if colon > 0, bytes[colon - 1] == UInt8(ascii: "\"") {
            guard redaction.hides(word(before: colon - 1)) else { return }
            while position < bytes.count, bytes[position] == UInt8(ascii: " ") { copy() }
            return hideValue()
        }
        guard Self.headers.contains(word(before: colon).lowercased()) else { return }
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") { copy() }
        hide(to: end { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    }

    /// `Bearer token`. After `Basic` only what cannot be a word: the word itself is a common one.
    private mutating func scheme() {
        let name = word(before: position).lowercased()
        copy()
        guard name == "bearer" || name == "basic" else { return }
        let end = end { !$0.isTokenByte }
        let looksEncoded = bytes[position..<end].dropFirst().contains { !(97...122).contains($0) }
        if name == "bearer" || (looksEncoded && end - position >= 6) { hide(to: end) }
    }

    /// The password in the authority of a URL, behind the `://`.
    private mutating func password() {
        copy()
        copy()
        let url = position..<end { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        let authority = url.lowerBound..<end { $0 == UInt8(ascii: "/") || $0 <= UInt8(ascii: " ") }
        guard let colon = bytes[authority].firstIndex(of: UInt8(ascii: ":")) else { return }
        // Where a password holds a slash that should have been encoded, the host comes after it.
        let isPort = bytes[authority].suffix(from: colon + 1).allSatisfy { (48...57).contains($0) }
        let searched = isPort ? authority : url
        guard let at = bytes[searched].lastIndex(of: UInt8(ascii: "@")), at > colon else { return }
        while position <= colon { copy() }
        hide(to: at)
    }

    /// A JSON web token: three parts of Base64 with points between them.
    private mutating func webToken() {
        let end = end { !$0.isTokenByte }
        let token = bytes[position..<end]
        guard token.starts(with: "eyJ".utf8), token.count >= 20, token.contains(UInt8(ascii: ".")) else {
            return copy()
        }
        hide(to: end)
    }

    /// A value up to its closing quote or, without quotes, to what cannot belong to it.
    private mutating func hideValue() {
        guard position < bytes.count else { return }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return hide(to: end { $0 <= UInt8(ascii: " ") || "&,;)]}\"'".utf8.contains($0) })
        }
        copy()
        var end = position
        while end < bytes.count, bytes[end] != quote { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        hide(to: min(end, bytes.count))
    }

    /// The first place from here on whose byte ends what is looked at.
    private func end(where ends: (UInt8) -> Bool) -> Int {
        bytes[position...].firstIndex(where: ends) ?? bytes.count
    }

    /// The name that ends before a place.
    private func word(before end: Int) -> String {
        let start = bytes[..<end].lastIndex { !$0.isNameByte }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// What a token of RFC 6750 is made of.
    fileprivate var isTokenByte: Bool {
        isNameByte || "~+/=".utf8.contains(self)
    }
}

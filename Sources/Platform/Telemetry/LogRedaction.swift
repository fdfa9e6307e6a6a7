/// What is never written: metadata whose key says that it is a secret, and what looks like one in any text.
public struct LogRedaction: Sendable {
    /// Hides what is called an authorization, a cookie, a credential, a key to an API, a password, a secret or a token.
    public static let standard = LogRedaction(hiding: [
        "apikey", "authorization", "cookie", "credential", "passwd", "password", "privatekey", "pwd", "secret", "token",
    ])

    /// What is written instead of a value.
    static let replacement = "[redacted]"

    private let words: [[UInt8]]

    /// - Parameter words: ASCII words. A key is hidden when it contains one of them, in whatever case and however it is
    ///   divided: `apikey` hides `API-Key` and `wechat.apiKey`.
    public init(hiding words: [String]) {
        self.words = words.map { Self.folded($0) }
    }

    /// Whether the value of `key` is not to be written.
    public func hides(_ key: String) -> Bool {
        let key = Self.folded(key)
        return words.contains { word in
            guard !word.isEmpty, word.count <= key.count else { return false }
            return (0...(key.count - word.count)).contains { key[$0...].starts(with: word) }
        }
    }

    /// The letters of a name in lower case, without what divides them.
    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.compactMap { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): nil
            default: byte
            }
        }
    }
}

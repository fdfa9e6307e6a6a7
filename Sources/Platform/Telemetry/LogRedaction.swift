/// What is never written: metadata whose key says that it is a secret, and what looks like one in any text.
public struct LogRedaction: Sendable {
    /// Hides what is called an authorization, a cookie, a credential, a key to an API, a password, a secret or a token.
    public static let standard = LogRedaction(hiding: [
        "apikey", "authorization", "cookie", "credential", "passwd", "password", "privatekey", "pwd", "secret", "token",
    ])

    /// What is written instead of a value.
    static let replacement = "[redacted]"

    private let words: [[UInt8]]
    /// The first bytes of the words, a bit for each value of their five lowest bits: what most places of a key are
    /// refused by.
    private let beginnings: UInt32

    /// - Parameter words: ASCII words. A key is hidden when it contains one of them, in whatever case and however it is
    ///   divided: `apikey` hides `API-Key` and `wechat.apiKey`.
    public init(hiding words: [String]) {
        self.words = words.map { $0.utf8.compactMap(Self.folded) }.filter { !$0.isEmpty }
        beginnings = self.words.reduce(0) { $0 | Self.bit($1[0]) }
    }

    /// Whether the value of `key` is not to be written. Allocates nothing, as it is asked of every key of every line.
    public func hides(_ key: String) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: key.utf8.count) { buffer in
            var count = 0
            for byte in key.utf8 {
                guard let byte = Self.folded(byte) else { continue }
                buffer.initializeElement(at: count, to: byte)
                count += 1
            }
            return contains(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private func contains(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        for start in key.indices where beginnings & Self.bit(key[start]) != 0 {
            let rest = key[start...]
            if words.contains(where: { rest.starts(with: $0) }) { return true }
        }
        return false
    }

    private static func bit(_ byte: UInt8) -> UInt32 { 1 << UInt32(byte & 31) }

    /// A letter of a name in lower case; `nil` for what divides its words.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): nil
        default: byte
        }
    }
}

import Crypto
import Foundation

extension PasswordHash {
    /// A stored hash cannot be read: the record is damaged, or another program's.
    struct Unreadable: Error {}

    /// The hash as it is stored: `$scrypt$ln=14,r=8,p=1$<salt>$<key>`, in base64 without padding (the PHC string
    /// format).
    var text: String {
        let costs = "ln=\(parameters.logRounds),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        return "$scrypt$\(costs)$\(Self.base64(salt))$\(Self.base64(key.withUnsafeBytes(Array.init)))"
    }

    /// Reads a stored hash.
    init(_ text: String) throws(Unreadable) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let parameters = ScryptParameters(parts[2]),
            let salt = Self.bytes(base64: parts[3]), let key = Self.bytes(base64: parts[4]),
            salt.count >= Self.saltLength, (Self.keyLength...64).contains(key.count)
        else { throw Unreadable() }
        self.init(parameters: parameters, salt: salt, key: SymmetricKey(data: key))
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        var text = Data(bytes).base64EncodedString()
        while text.last == "=" { text.removeLast() }
        return text
    }

    private static func bytes(base64 text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}

extension ScryptParameters {
    /// Reads `ln=14,r=8,p=1`; `nil` for anything else.
    fileprivate init?(_ text: Substring) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 3,
            let logRounds = Self.number(fields[0], after: "ln="),
            let blockSize = Self.number(fields[1], after: "r="),
            let parallelism = Self.number(fields[2], after: "p=")
        else { return nil }
        self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        guard isReasonable else { return nil }
    }

    private static func number(_ field: Substring, after prefix: String) -> Int? {
        field.hasPrefix(prefix) ? Int(field.dropFirst(prefix.count)) : nil
    }
}

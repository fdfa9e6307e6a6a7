import Crypto
import CryptoExtras
import Foundation

/// A password's hash, with all that is needed to check a password against it.
struct PasswordHash: Sendable, Equatable {
    let parameters: ScryptParameters
    let salt: [UInt8]
    let key: SymmetricKey

    static let saltLength = 16
    static let keyLength = 32

    /// Hashes a password with a new random salt. Takes tens of milliseconds of computing.
    init(_ password: Password, parameters: ScryptParameters) throws {
        let salt = Self.randomSalt()
        self.init(
            parameters: parameters, salt: salt,
            key: try Self.key(of: password, salt: salt, parameters: parameters, length: Self.keyLength))
    }

    /// The hash of no password.
    init(matchingNothing parameters: ScryptParameters) {
        self.init(
            parameters: parameters, salt: Self.randomSalt(),
            key: SymmetricKey(size: SymmetricKeySize(bitCount: Self.keyLength * 8)))
    }

    init(parameters: ScryptParameters, salt: [UInt8], key: SymmetricKey) {
        self.parameters = parameters
        self.salt = salt
        self.key = key
    }

    /// Whether the hash is this password's. As slow as hashing it.
    func matches(_ password: Password) throws -> Bool {
        let key = try Self.key(of: password, salt: salt, parameters: parameters, length: self.key.bitCount / 8)
        // Symmetric keys are compared in constant time.
        return key == self.key
    }

    private static func key(
        of password: Password, salt: [UInt8], parameters: ScryptParameters, length: Int
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: password.bytes, salt: salt, outputByteCount: length, rounds: parameters.rounds,
            blockSize: parameters.blockSize, parallelism: parameters.parallelism)
    }

    private static func randomSalt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<saltLength).map { _ in .random(in: .min ... .max, using: &generator) }
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    var description: String { "a password's hash" }
    var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

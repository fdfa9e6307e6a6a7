/// As whom a log signs in to the brokers, by SASL.
public struct KafkaCredentials: Sendable, Hashable {
    /// How the password is proved.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        /// It is sent as it is, so the connection should be encrypted.
        case plain = "PLAIN"
        case scramSHA256 = "SCRAM-SHA-256"
        case scramSHA512 = "SCRAM-SHA-512"
    }

    public var mechanism: Mechanism
    public var user: String
    public var password: String

    public init(mechanism: Mechanism, user: String, password: String) {
        self.mechanism = mechanism
        self.user = user
        self.password = password
    }
}

extension KafkaCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Mechanism and user. No password.
    public var description: String { "\(mechanism.rawValue) as \(user)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

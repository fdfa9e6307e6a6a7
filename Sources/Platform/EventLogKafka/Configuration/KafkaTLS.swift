/// How a connection to a broker is encrypted.
public struct KafkaTLS: Sendable, Hashable {
    /// What is checked of a broker before anything is sent to it.
    public enum Verification: Sendable, Hashable {
        /// That a trusted authority signed its certificate, and that it is for the name under which it was reached.
        case certificateAndName
        /// That a trusted authority signed its certificate.
        case certificate
        /// Nothing: whoever is in between can read and change everything.
        case none
    }

    /// A PEM file with the authorities that are trusted; `nil` for the system's.
    public var authorityFile: String?
    /// A PEM file with this client's certificate, for brokers that ask for one.
    public var certificateFile: String?
    /// A PEM file with the private key of ``certificateFile``.
    public var privateKeyFile: String?
    public var verification: Verification

    public init(
        authorityFile: String? = nil, certificateFile: String? = nil, privateKeyFile: String? = nil,
        verification: Verification = .certificateAndName
    ) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.privateKeyFile = privateKeyFile
        self.verification = verification
    }
}

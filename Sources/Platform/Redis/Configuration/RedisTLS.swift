/// How a connection is encrypted.
public struct RedisTLS: Sendable, Hashable {
    /// A PEM file with the authorities that are trusted; `nil` for the system's.
    public var authorityFile: String?
    /// A PEM file with this client's certificate, for servers that ask for one.
    public var certificateFile: String?
    /// A PEM file with the private key of ``certificateFile``.
    public var privateKeyFile: String?
    /// Whether the server's certificate, and the name in it, are verified.
    public var verifiesServer: Bool

    public init(
        authorityFile: String? = nil, certificateFile: String? = nil, privateKeyFile: String? = nil,
        verifiesServer: Bool = true
    ) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.privateKeyFile = privateKeyFile
        self.verifiesServer = verifiesServer
    }
}

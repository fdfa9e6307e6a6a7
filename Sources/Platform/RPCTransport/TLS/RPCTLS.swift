import NIOSSL

/// Mutual TLS: servers and clients show certificates of one authority, and speak to nobody else.
public struct RPCTLS: Sendable {
    /// A file that cannot be used.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// Which file it is.
        public enum Role: Sendable { case authority, certificate, key }

        public let role: Role
        public let path: String
        public let reason: String

        public var description: String { "\(path): \(reason)" }
    }

    let server: NIOSSLContext
    let client: NIOSSLContext

    /// Reads the PEM files.
    /// - Parameters:
    ///   - authority: the certificates by which peers are trusted.
    ///   - certificate: the process's own, with those between it and the authority.
    ///   - key: the key of the certificate.
    /// - Throws: ``Failure``, which names the file that is missing or is not what it should be.
    public init(authority: String, certificate: String, key: String) throws(Failure) {
        let trusted = try Self.certificates(.authority, authority)
        let chain = try Self.certificates(.certificate, certificate).map { NIOSSLCertificateSource.certificate($0) }
        let privateKey = try Self.reading(.key, key) { try NIOSSLPrivateKey(file: key, format: .pem) }
        // Making the contexts is what compares the key with the certificate.
        server = try Self.reading(.key, key, "is not the key of \(certificate)") {
            var configuration = TLSConfiguration.makeServerConfigurationWithMTLS(
                certificateChain: chain, privateKey: .privateKey(privateKey), trustRoots: .certificates(trusted))
            configuration.applicationProtocols = ["h2"]
            return try NIOSSLContext(configuration: configuration)
        }
        client = try Self.reading(.key, key, "is not the key of \(certificate)") {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateChain = chain
            configuration.privateKey = .privateKey(privateKey)
            configuration.trustRoots = .certificates(trusted)
            configuration.applicationProtocols = ["h2"]
            return try NIOSSLContext(configuration: configuration)
        }
    }

    private static func certificates(_ role: Failure.Role, _ path: String) throws(Failure) -> [NIOSSLCertificate] {
        let certificates = try reading(role, path) { try NIOSSLCertificate.fromPEMFile(path) }
        guard !certificates.isEmpty else { throw Failure(role: role, path: path, reason: "holds no certificate") }
        return certificates
    }

    private static func reading<Value>(
        _ role: Failure.Role, _ path: String, _ otherwise: String? = nil, _ body: () throws -> Value
    ) throws(Failure) -> Value {
        do {
            return try body()
        } catch {
            let kind = role == .key ? "a PEM file with a private key" : "a PEM file with certificates"
            throw Failure(
                role: role, path: path,
                reason: otherwise ?? (FileCheck.problem(path) ?? "is not \(kind)"))
        }
    }
}

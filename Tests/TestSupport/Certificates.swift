import Foundation

/// An authority, and a certificate and a key of its own, made by `openssl`.
public struct Certificates: Sendable {
    public let authority: String
    public let certificate: String
    public let key: String

    /// - Parameters:
    ///   - name: tells the files from others in the folder.
    ///   - hosts: whom the certificate is for.
    public init(in folder: String, name: String, hosts: String = "DNS:localhost,IP:127.0.0.1") async throws {
        let path = "\(folder)/\(name)"
        (authority, certificate, key) = (path + "-ca.pem", path + ".pem", path + ".key")
        let newKey = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try await Self.openSSL(
            newKey + ["-keyout", path + "-ca.key", "-out", authority, "-days", "2", "-subj", "/CN=throwaway"],
            in: folder, name)
        try await Self.openSSL(
            newKey + [
                "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=throwaway peer", "-CA", authority,
                "-CAkey", path + "-ca.key", "-addext", "subjectAltName=\(hosts)", "-addext",
                "basicConstraints=critical,CA:FALSE",
            ], in: folder, name)
    }

    private static func openSSL(_ arguments: [String], in folder: String, _ name: String) async throws {
        let process = try ChildProcess(
            URL(fileURLWithPath: "/usr/bin/openssl"), arguments, environment: [:], in: folder, name: name)
        let exit = try await process.waitForExit()
        guard exit == .status(0) else { throw NeverHappened(description: "openssl: \(process.errors)") }
    }
}

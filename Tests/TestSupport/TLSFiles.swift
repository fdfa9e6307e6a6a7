import Foundation

/// The PEM files that a server needs to speak TLS.
public struct TLSFiles: Sendable {
    public var authority: String
    public var certificate: String
    public var key: String

    /// A certificate for `localhost`, from an authority that exists for this test.
    public static func make(in folder: String) async throws -> TLSFiles {
        let files = TLSFiles(
            authority: folder + "/ca.pem", certificate: folder + "/server.pem", key: folder + "/server.key")
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try await openSSL(
            ["req", "-x509"] + newKey + [
                "-keyout", folder + "/ca.key", "-out", files.authority, "-days", "2", "-subj", "/CN=throwaway",
            ], in: folder)
        try await openSSL(
            ["req", "-x509"] + newKey + [
                "-keyout", files.key, "-out", files.certificate, "-days", "2", "-subj", "/CN=localhost",
                "-CA", files.authority, "-CAkey", folder + "/ca.key", "-addext", "subjectAltName=DNS:localhost",
                "-addext", "basicConstraints=critical,CA:FALSE",
            ], in: folder)
        return files
    }

    private static func openSSL(_ arguments: [String], in folder: String) async throws {
        let process = try ChildProcess(
            installedExecutable("openssl", of: "openssl"), arguments, environment: [:], in: folder, name: "openssl")
        guard try await process.waitForExit() == .status(0) else {
            throw NeverHappened(description: "openssl failed: \(process.errors)")
        }
    }
}

import RPCTransport
public import Settings

/// The certificates by which processes encrypt gRPC and trust each other: all three files, or none.
public enum RPCTLSSettings {
    /// The files are not all there, or are not what they should be.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    public static let caFile = Setting<String?>.optionalString(
        "rpc.tls.caFile", expecting: "the path of a file",
        """
        The certificate authorities (PEM) by which processes trust each other. Set with the two others, it encrypts \
        gRPC, and refuses whoever has no certificate from them.
        """)
    public static let certificateFile = Setting<String?>.optionalString(
        "rpc.tls.certificateFile", expecting: "the path of a file",
        "The process's certificate (PEM), for the host under which others reach it.")
    public static let keyFile = Setting<String?>.optionalString(
        "rpc.tls.keyFile", expecting: "the path of a file", "The key of the process's certificate (PEM).")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [caFile, certificateFile, keyFile]

    static func tls(_ values: LoadedSettings) throws(Failure) -> RPCTLS? {
        let settings = [caFile, certificateFile, keyFile]
        let missing = settings.filter { values[$0] == nil }.map(\.key)
        guard missing.count < settings.count else { return nil }
        guard let authority = values[caFile], let certificate = values[certificateFile], let key = values[keyFile]
        else {
            throw Failure(
                description: """
                    \(missing.joined(separator: ", ")): rpc.tls.caFile, rpc.tls.certificateFile and rpc.tls.keyFile are \
                    set together or not at all
                    """)
        }
        do {
            return try RPCTLS(authority: authority, certificate: certificate, key: key)
        } catch {
            let setting =
                switch error.role {
                case .authority: caFile
                case .certificate: certificateFile
                case .key: keyFile
                }
            throw Failure(description: "\(setting.key): \(error)")
        }
    }
}

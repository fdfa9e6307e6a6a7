import Foundation

/// A collector over TLS, played by `openssl s_server`: it shows what it is sent, and says what it is given.
public struct TLSStandIn: Sendable {
    public let port: Int
    private let process: ChildProcess

    public init(_ files: TLSFiles, in folder: String) async throws {
        port = try await HTTPStandIn.with { $0.port }
        let name = "openssl-\(UUID().uuidString)"
        process = try ChildProcess(
            installedExecutable("openssl", of: "openssl"),
            ["s_server", "-accept", "\(port)", "-cert", files.certificate, "-key", files.key],
            environment: [:], in: folder, name: name, input: .written)
        let process = process
        try await eventually("openssl listens") { process.output.contains("ACCEPT") }
    }

    /// Whether a request for traces has come.
    public var wasAsked: Bool { process.output.contains("POST /v1/traces") }

    public func answer() throws {
        try process.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r")
    }

    public func stop() async throws {
        process.send(SIGKILL)
        _ = try await process.waitForExit()
    }
}

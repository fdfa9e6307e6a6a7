import AsyncHTTPClient
import Foundation
import JSON
import TestSupport
import Testing

/// A process that serves.
struct Server: Sendable {
    let process: ChildProcess
    let http: HTTPClient

    /// How it is asked.
    var api: API { get throws { API(url: try url, http: http) } }

    /// Where it takes requests, as its log tells.
    var url: String { get throws { try #require(Self.readyURL(in: process.errors), "the process is not ready") } }

    func waitUntilReady() async throws {
        try await eventually("the process is ready", within: .seconds(30)) {
            try #require(process.exit == nil, "the process ended before it was ready")
            return Self.readyURL(in: process.errors) != nil
        }
    }

    /// Ends the process as an operator does, and waits for it.
    func stop() async throws {
        process.send(SIGTERM)
        let exit = try await process.waitForExit()
        try #require(exit == .status(0), "after SIGTERM")
    }

    /// Ends the process as a power failure does.
    func kill() async throws {
        process.send(SIGKILL)
        _ = try await process.waitForExit()
    }

    private static func readyURL(in log: String) -> String? {
        for line in log.split(separator: "\n") where line.contains(#""content":"ready""#) {
            // The last line may be half written.
            if let fields = try? JSONObject(parsing: line.utf8) { return try? fields.require("url") }
        }
        return nil
    }
}

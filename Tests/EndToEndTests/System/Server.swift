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
    var url: String { get throws { try ready("url") } }

    /// Where it takes calls, as its log tells.
    var rpc: String { get throws { try ready("rpc") } }

    func waitUntilReady() async throws {
        try await eventually("the process is ready") {
            try #require(process.exit == nil, "the process ended before it was ready")
            return Self.readyFields(in: process.errors) != nil
        }
    }

    /// Where Prometheus finds it, `host:port`, as its log tells.
    var metricsAddress: String {
        get throws {
            let url = try ready("metrics")
            return url.replacing("http://", with: "").replacing("/metrics", with: "")
        }
    }

    /// What it serves to Prometheus.
    /// - Parameter accept: the format that is asked for; text unless given.
    func metrics(accept: String? = nil) async throws -> String {
        let headers = accept.map { [("Accept", $0)] } ?? []
        let reply = try await API(url: try ready("metrics"), http: http).get("", headers: headers)
        guard reply.status == 200 else { throw Refused(reply: reply) }
        return reply.text
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

    /// A field of the line that tells that the process is ready.
    private func ready(_ name: String) throws -> String {
        try #require(Self.readyFields(in: process.errors), "the process is not ready").require(name)
    }

    private static func readyFields(in log: String) -> JSONObject? {
        for line in log.split(separator: "\n") where line.contains(#""content":"ready""#) {
            // The last line may be half written.
            if let fields = try? JSONObject(parsing: line.utf8) { return fields }
        }
        return nil
    }
}

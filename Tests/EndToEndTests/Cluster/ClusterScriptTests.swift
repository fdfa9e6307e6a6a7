import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("script/cluster")
    struct ClusterScriptTests {
        private static let script = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("script/cluster")

        private func run(
            _ command: [String], _ changes: [String: String] = [:]
        ) async throws -> (exit: ChildProcess.Exit, output: String) {
            try await withTemporaryDirectory { folder in
                var environment = changes
                for name in ["PATH", "LD_LIBRARY_PATH", "HOME"] {
                    environment[name] = ProcessInfo.processInfo.environment[name]
                }
                let process = try ChildProcess(
                    Self.script, ["--build", "debug", "--"] + command, environment: environment, in: folder,
                    name: "cluster")
                let exit = try await process.waitForExit(within: .seconds(100))
                return (exit, process.output + process.errors)
            }
        }

        @Test("runs the demo's story on PostgreSQL, Redis, Kafka and a process for each service, and stops them all")
        func story() async throws {
            let demo = [
                builtExecutable("sojourn").path, "demo", "--url", "http://127.0.0.1:8888", "--close-after", "6s",
            ]
            let (exit, output) = try await run(demo, ["SOJOURN_ORDER_CLOSE_AFTER": "6s"])
            #expect(exit == .status(0), "\(output)")
            #expect(output.contains("two orders, the newest first"), "\(output)")
        }

        @Test("says which setting a service refuses, and stops what it has started")
        func refused() async throws {
            let (exit, output) = try await run(["true"], ["SOJOURN_ORDER_CLOSE_AFTER": "never"])
            #expect(exit == .status(1))
            #expect(output.contains("SOJOURN_ORDER_CLOSE_AFTER"), "\(output)")
        }

        @Test("ends with the status of the command")
        func status() async throws {
            #expect(try await run(["sh", "-c", "exit 7"]).exit == .status(7))
        }
    }
}

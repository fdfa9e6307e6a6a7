import Clocks
import Foundation
import Logging
import ServiceLifecycle

/// All services in this process, for one demo: on a free port, with sample homestays and a data directory of their own.
struct DemoInstance: Service {
    let closeAfter: Duration
    /// Told where HTTP is served.
    let address: AsyncStream<String>.Continuation
    let logger: Logger

    func run() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "sojourn-demo-\(UUID().uuidString)")
        defer { remove(directory) }
        let settings = try SojournSettings(
            file: nil,
            environment: [
                "SOJOURN_DATA_DIRECTORY": directory.path, "SOJOURN_HTTP_PORT": "0",
                "SOJOURN_ORDER_CLOSE_AFTER": closeAfter.text, "SOJOURN_LOG_LEVEL": "warning",
            ])
        _ = try await Seed.seed(settings, logger: logger)
        let process = try await SojournProcess.build(Set(ServiceName.allCases), settings: settings, logger: logger) {
            if let url = $0.http?.url { address.yield(url) }
        }
        try await process.run()
        // A signal stops the process by itself, and the demo as well. We end when it is our turn, after the story.
        try await gracefulShutdown()
    }

    private func remove(_ directory: URL) {
        guard FileManager.default.fileExists(atPath: directory.path) else { return }
        do {
            try FileManager.default.removeItem(at: directory)
        } catch {
            logger.warning(
                "the demo's data directory stays behind",
                metadata: ["directory": "\(directory.path)", "error": "\(error)"])
        }
    }
}

import Foundation

/// A real Prometheus with its data in a temporary folder, on a loopback address of its own.
public struct Prometheus: Sendable {
    /// A sample that a query found.
    public struct Sample: Sendable {
        public let labels: [String: String]
        public let value: Double
    }

    /// A target that it scrapes.
    public struct Target: Sendable, Decodable {
        /// `up`, `down` or `unknown`.
        public let health: String
        public let lastError: String
        public let scrapeUrl: String
    }

    private struct Answer<Value: Decodable>: Decodable {
        let data: Value
    }

    private struct Targets: Decodable {
        let activeTargets: [Target]
    }

    private struct Vector: Decodable {
        struct Element: Decodable {
            let metric: [String: String]
            let time: Double
            let value: String

            enum Keys: CodingKey { case metric, value }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: Keys.self)
                metric = try fields.decode([String: String].self, forKey: .metric)
                var pair = try fields.nestedUnkeyedContainer(forKey: .value)
                time = try pair.decode(Double.self)
                value = try pair.decode(String.self)
            }
        }

        let result: [Element]
    }

    private let url: String

    /// What it scrapes, as it sees it.
    public func targets() async throws -> [Target] {
        try await get("targets", [], as: Targets.self).activeTargets
    }

    /// The samples of a query at this moment.
    public func query(_ query: String) async throws -> [Sample] {
        try await get("query", [URLQueryItem(name: "query", value: query)], as: Vector.self).result.map {
            Sample(labels: $0.metric, value: Double($0.value) ?? .nan)
        }
    }

    private func get<Value: Decodable>(
        _ name: String, _ items: [URLQueryItem], as type: Value.Type
    ) async throws -> Value {
        guard var components = URLComponents(string: "\(url)/api/v1/\(name)") else { throw URLError(.badURL) }
        components.queryItems = items.isEmpty ? nil : items
        guard let address = components.url else { throw URLError(.badURL) }
        let request = try ChildProcess(
            installedExecutable("curl", of: "curl"), ["-sS", "--fail-with-body", address.absoluteString],
            environment: [:], in: folder, name: "curl-\(UUID().uuidString.prefix(8))")
        guard try await request.waitForExit() == .status(0) else {
            throw NeverHappened(description: "Prometheus does not answer: \(request.errors) \(request.output)")
        }
        return try JSONDecoder().decode(Answer<Value>.self, from: Data(request.output.utf8)).data
    }

    private let folder: String

    /// Runs `body` with a server that scrapes twice a second, and ends the server after.
    /// - Parameter targets: `host:port` of what it scrapes, at `/metrics`.
    public static func with(scraping targets: [String], _ body: (Prometheus) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let list = targets.map { "'\($0)'" }.joined(separator: ", ")
            let configuration = """
                global:
                  scrape_interval: 500ms
                  scrape_timeout: 500ms
                scrape_configs:
                  - job_name: sojourn
                    static_configs:
                      - targets: [\(list)]
                """
            try configuration.write(toFile: "\(folder)/prometheus.yml", atomically: true, encoding: .utf8)
            let port = try LoopbackPort.free()
            let process = try ChildProcess(
                installedExecutable("prometheus", of: "prometheus"),
                [
                    "--config.file=\(folder)/prometheus.yml", "--storage.tsdb.path=\(folder)/data",
                    "--web.listen-address=127.0.0.1:\(port)",
                ], environment: [:], in: folder, name: "prometheus")
            let server = Prometheus(url: "http://127.0.0.1:\(port)", folder: folder)
            do {
                try await eventually("Prometheus answers: \(process.errors)") {
                    guard process.exit == nil else {
                        throw NeverHappened(description: "Prometheus ended: \(process.errors)")
                    }
                    return (try? await server.targets()) != nil
                }
                try await body(server)
            } catch {
                await end(process)
                throw error
            }
            await end(process)
        }
    }

    private static func end(_ process: ChildProcess) async {
        process.send(SIGKILL)
        // It is gone with the test's own process at the latest.
        _ = try? await process.waitForExit()
    }
}

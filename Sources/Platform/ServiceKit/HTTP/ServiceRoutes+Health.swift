import HTTPTypes
import Hummingbird
import JSON
import Logging

extension ServiceRoutes {
    /// Adds `GET /health/live`, which answers while the process runs, and `GET /health/ready`, which answers 503 and
    /// the names of the checks that fail.
    ///
    /// - Parameter checks: what must hold for the process to take requests, by name. A check throws where it does not.
    public func health(checks: [(name: String, check: @Sendable () async throws -> Void)]) {
        router.get("/health/live") { _, _ in Self.health(failing: []) }
        router.get("/health/ready") { _, context in
            var failing: [String] = []
            for (name, check) in checks {
                do {
                    try await check()
                } catch {
                    context.logger.warning("not ready", metadata: ["check": "\(name)", "error": "\(error)"])
                    failing.append(name)
                }
            }
            return Self.health(failing: failing)
        }
    }

    private static func health(failing: [String]) -> Response {
        var json = JSONWriter()
        json.beginObject()
        json.field("status", failing.isEmpty ? "ok" : "failing")
        if !failing.isEmpty { json.field("failing", failing) }
        json.endObject()
        return Response(json: json, status: failing.isEmpty ? .ok : .serviceUnavailable)
    }
}

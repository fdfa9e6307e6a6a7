import HTTPTypes
import Hummingbird
import JSON

extension RouterMethods {
    /// Adds `GET /health/live` and `GET /health/ready`.
    func addHealth(_ readiness: Readiness) {
        get("/health/live") { _, _ in Response(health: "ok", failing: [], status: .ok) }
        get("/health/ready") { _, _ in
            let report = readiness.report
            return switch (report.phase, report.failing.isEmpty) {
            case (.running, true): Response(health: "ok", failing: [], status: .ok)
            case (.running, false):
                Response(health: "failing", failing: report.failing, status: .serviceUnavailable)
            case (let phase, _): Response(health: phase.rawValue, failing: report.failing, status: .serviceUnavailable)
            }
        }
    }
}

extension Response {
    fileprivate init(health status: String, failing: [String], status code: HTTPResponse.Status) {
        var json = JSONWriter()
        json.beginObject()
        json.field("status", status)
        if !failing.isEmpty { json.field("failing", failing) }
        json.endObject()
        self.init(json: json, status: code)
    }
}

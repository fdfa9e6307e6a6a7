import Hummingbird
import JSON
import Logging
import NIOCore
import Telemetry

/// Shows and changes what is logged, while the process runs.
struct LogLevelRoute: Sendable {
    private static let longestBody = 4096

    let levels: LogLevelControl

    /// `{"level":"info","labels":{"rpc":"debug"}}`
    var document: JSONWriter {
        var json = JSONWriter()
        json.beginObject()
        json.field("level", levels.level.rawValue)
        json.name("labels")
        json.beginObject()
        for (label, level) in levels.overrides.sorted(by: { $0.key < $1.key }) {
            json.name(escaping: label)
            json.value(level.rawValue)
        }
        json.endObject()
        json.endObject()
        return json
    }

    /// Does what a request's body asks for.
    /// - Throws: `JSONError` and ``ServiceError`` where that is nothing that can be done.
    func change(_ request: Request) async throws {
        let body = try await request.body.collect(upTo: Self.longestBody)
        let wish = try JSONObject(parsing: Array(body.readableBytesView))
        let level = try wish.optional("level", as: String.self).map(Self.level)
        guard let label = try wish.optional("label", as: String.self) else {
            guard let level else { throw ServiceError(.parameter, "level is missing") }
            levels.level = level
            return
        }
        guard levels.setLevel(level, forLabel: label) else {
            throw ServiceError(.parameter, "too many labels have levels of their own")
        }
    }

    private static func level(_ name: String) throws(ServiceError) -> Logger.Level {
        guard let level = Logger.Level(rawValue: name) else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServiceError(.parameter, "level must be one of \(names)")
        }
        return level
    }
}

import Foundation
import Settings

/// The settings of the program under test.
enum Sample {
    enum Backend: String, CaseIterable, Sendable { case embedded, redis }

    static let host = Setting.string("http.host", default: "127.0.0.1", "Where to listen.")
    static let port = Setting.integer("http.port", default: 8888, in: 0...65535, "The port to listen on.")
    static let database = Setting.url(
        "database.url", default: "sqlite:", schemes: ["sqlite", "postgres"], "Where records are kept.")
    static let backend = Setting.choice("queue.backend", default: Backend.embedded, "What keeps the tasks.")
    static let redis = Setting.optionalURL("queue.redis.url", schemes: ["redis", "rediss"], "Where Redis is.")
    static let brokers = Setting.optionalString("events.kafka.brokers", "Where Kafka is.")
    static let closeAfter = Setting.duration(
        "order.closeAfter", default: .seconds(1200), in: .seconds(60) ... .seconds(86400),
        "How long an order may stay unpaid.")
    static let sandbox = Setting.boolean("payment.sandbox", default: true, "Whether payments are played.")
    static let secret = Setting.secret("jwt.secret", minimumLength: 8, "Signs the guests' tokens.")
    static let zone = Setting.string(
        "timeZone", default: "Asia/Shanghai", expecting: "a time zone such as Asia/Shanghai", "Calendar of the stays."
    ) { TimeZone(identifier: $0) != nil }

    static let catalogue = SettingsCatalogue([
        host, port, database, backend, redis, brokers, closeAfter, sandbox, secret, zone,
    ])

    /// Loads a settings file with this text, under the name `sojourn.yaml`, and an environment.
    static func load(_ yaml: String? = nil, _ environment: [String: String] = [:]) throws -> LoadedSettings {
        guard let yaml else { return try LoadedSettings(catalogue, file: nil, environment: environment) }
        return try withFile(yaml) { try LoadedSettings(catalogue, file: $0, environment: environment) }
    }

    /// What is wrong with a settings file and an environment, the file called `sojourn.yaml`.
    static func problems(_ yaml: String? = nil, _ environment: [String: String] = [:]) throws -> [String] {
        do {
            _ = try load(yaml, environment)
            return []
        } catch let error as SettingsError {
            return error.problems.map { problem in
                guard let name = problem.place.firstRange(of: "sojourn.yaml") else { return problem.description }
                return String(problem.description[name.lowerBound...])
            }
        }
    }
}

/// Runs `body` with the path of a file that holds `text`.
func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    try withFile(Data(text.utf8), body)
}

/// Runs `body` with the path of a file that holds `data`.
func withFile<Result>(_ data: Data, _ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Left to the system where it fails.
    let file = folder.appending(path: "sojourn.yaml")
    try data.write(to: file)
    return try body(file.path)
}

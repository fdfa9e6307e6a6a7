import CoreMetrics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSON
import Logging
import NIOCore
import PrometheusMetrics
import Settings
import Telemetry
import TestSupport
import Testing

@testable import ServiceKit

@Suite("What a process tells its operator")
struct AdminRoutesTests {
    private let registry = PrometheusRegistry(logger: RecordedLog().logger)
    private let readiness = Readiness()
    private let levels = LogLevelControl()

    private func asking(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let settings = try LoadedSettings(
            SettingsCatalogue([
                Setting<String>.string("http.host", default: "127.0.0.1", "Where."),
                Setting<SecretText?>.secret("jwt.secret", "A secret."),
                Setting<String?>.optionalURL("database.url", schemes: ["postgres"], "A database."),
            ]), file: nil,
            environment: [
                "SOJOURN_JWT_SECRET": "not to be seen", "SOJOURN_DATABASE_URL": "postgres://me:hidden@host/name",
            ])
        let router = Router()
        AdminRoutes(registry: registry, readiness: readiness, settings: settings.effective, levels: levels)
            .add(to: router)
        try await Application(router: router).test(.router, body)
    }

    @Test("is its metrics, in the format that is asked for")
    func metrics() async throws {
        Counter(label: "orders.placed", dimensions: [], factory: PrometheusMetricsFactory(registry: registry))
            .increment(by: 3)
        try await asking { client in
            try await client.execute(uri: "/metrics", method: .get) { response in
                #expect(response.headers[.contentType] == ExpositionFormat.text.contentType)
                #expect(String(buffer: response.body).hasSuffix("orders_placed_total 3\n"))
            }
            let accept: HTTPFields = [.accept: "text/plain;q=0.5, application/openmetrics-text;version=1.0.0"]
            try await client.execute(uri: "/metrics", method: .get, headers: accept) { response in
                #expect(response.headers[.contentType] == ExpositionFormat.openMetrics.contentType)
                #expect(String(buffer: response.body).hasSuffix("# EOF\n"))
            }
        }
    }

    @Test("is whether it should be sent requests, and what is missing")
    func health() async throws {
        try await asking { client in
            try await expect(client, "/health/live", .ok, #"{"status":"ok"}"#)
            try await expect(client, "/health/ready", .serviceUnavailable, #"{"status":"starting"}"#)
            readiness.start()
            try await expect(client, "/health/ready", .ok, #"{"status":"ok"}"#)
            readiness.add("orders")
            try await expect(
                client, "/health/ready", .serviceUnavailable, #"{"status":"failing","failing":["orders"]}"#)
            readiness.stop()
            try await expect(
                client, "/health/ready", .serviceUnavailable, #"{"status":"stopping","failing":["orders"]}"#)
            try await expect(client, "/health/live", .ok, #"{"status":"ok"}"#)
        }
    }

    private func expect(
        _ client: any TestClientProtocol, _ path: String, _ status: HTTPResponse.Status, _ body: String
    ) async throws {
        try await client.execute(uri: path, method: .get) { response in
            #expect(response.status == status)
            #expect(String(buffer: response.body) == body)
        }
    }

    @Test("is its settings, without what is secret in them")
    func config() async throws {
        try await asking { client in
            try await client.execute(uri: "/debug/config", method: .get) { response in
                let text = String(buffer: response.body)
                #expect(text.contains(#""http.host":{"value":"127.0.0.1","origin":"default"}"#))
                #expect(text.contains(#""origin":"SOJOURN_JWT_SECRET""#))
                #expect(!text.contains("not to be seen") && !text.contains("hidden"), "\(text)")
            }
        }
    }

    @Test("is what it logs, which can be changed while it runs, for all or for one label")
    func logLevel() async throws {
        try await asking { client in
            try await expect(client, "/debug/log-level", .ok, #"{"level":"info","labels":{}}"#)
            try await put(client, #"{"level":"debug"}"#, .ok, #"{"level":"debug","labels":{}}"#)
            try await put(
                client, #"{"label":"rpc","level":"trace"}"#, .ok, #"{"level":"debug","labels":{"rpc":"trace"}}"#)
            try await put(client, #"{"label":"rpc"}"#, .ok, #"{"level":"debug","labels":{}}"#)
        }
        #expect(levels.level == .debug)
    }

    @Test(
        "says what is wrong with a wish that cannot be done, and changes nothing",
        arguments: [
            (#"{"level":"loud"}"#, "level must be one of trace, debug"), ("{}", "level is missing"),
            (#"{"level":7}"#, "level"), ("debug", "JSON"), (#"["debug"]"#, "an object"),
        ])
    func badLogLevel(body: String, reason: String) async throws {
        try await asking { client in
            try await client.execute(uri: "/debug/log-level", method: .put, body: ByteBuffer(string: body)) {
                response in
                #expect(response.status == .badRequest)
                #expect(String(buffer: response.body).contains(reason), "\(String(buffer: response.body))")
            }
        }
        #expect(levels.level == .info && levels.overrides.isEmpty)
    }

    private func put(
        _ client: any TestClientProtocol, _ wish: String, _ status: HTTPResponse.Status, _ body: String
    ) async throws {
        try await client.execute(uri: "/debug/log-level", method: .put, body: ByteBuffer(string: wish)) { response in
            #expect(response.status == status)
            #expect(String(buffer: response.body) == body)
        }
    }
}

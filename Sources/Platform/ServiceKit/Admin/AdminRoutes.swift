import HTTPTypes
public import Hummingbird
import JSON
public import Logging
import NIOCore
public import PrometheusMetrics
public import Settings
public import Telemetry

/// What a process tells its operator, on a port of its own.
///
/// | path | |
/// |---|---|
/// | `GET /metrics` | what Prometheus scrapes |
/// | `GET /health/live` | answers while the process runs |
/// | `GET /health/ready` | 503, and what is missing, while the process should be sent no requests |
/// | `GET /debug/config` | every setting, its value and where that comes from; secrets are masked |
/// | `GET /debug/log-level` | the least severe level that is logged, and the labels that have another |
/// | `PUT /debug/log-level` | changes it at once: `{"level":"debug"}`, or for one label `{"label":"rpc","level":"debug"}`; a label without a level takes the common one again |
public struct AdminRoutes: Sendable {
    private let registry: PrometheusRegistry
    private let readiness: Readiness
    private let settings: [LoadedSettings.Effective]
    private let logLevels: LogLevelRoute

    /// - Parameters:
    ///   - settings: what `/debug/config` shows.
    ///   - levels: what `/debug/log-level` changes.
    public init(
        registry: PrometheusRegistry, readiness: Readiness, settings: [LoadedSettings.Effective],
        levels: LogLevelControl = .process
    ) {
        self.registry = registry
        self.readiness = readiness
        self.settings = settings
        logLevels = LogLevelRoute(levels: levels)
    }

    /// What serves the routes on a port of their own, which is not for guests.
    /// - Parameter port: where to listen; 0 takes a free one.
    public func server(host: String, port: Int, logger: Logger) -> HTTPServer {
        let router = Router()
        add(to: router)
        var options = HTTPServerOptions()
        // The last to stop: whoever asks then has seen all that there was to see.
        options.farewell = .zero
        return HTTPServer(router.buildResponder(), host: host, port: port, options: options, logger: logger)
    }

    /// Adds the routes to a router.
    public func add(to router: Router<some RequestContext>) {
        router.addHealth(readiness)
        router.get("/metrics") { [registry] request, _ in
            let format = ExpositionFormat(accept: request.headers[values: .accept].joined(separator: ","))
            return Response(
                status: .ok, headers: [.contentType: format.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: registry.document(format))))
        }
        router.get("/debug/config") { [settings] _, _ in Response(json: Self.document(settings)) }
        router.get("/debug/log-level") { [logLevels] _, _ in Response(json: logLevels.document) }
        router.put("/debug/log-level") { [logLevels] request, context in
            do {
                try await logLevels.change(request)
                return Response(json: logLevels.document)
            } catch {
                return try ServiceError(error).response(from: request, context: context)
            }
        }
    }

    private static func document(_ settings: [LoadedSettings.Effective]) -> JSONWriter {
        var json = JSONWriter(reservingCapacity: 8192)
        json.beginObject()
        for setting in settings {
            json.name(escaping: setting.key)
            json.beginObject()
            json.field("value", setting.value)
            json.field("origin", setting.origin.description)
            json.endObject()
        }
        json.endObject()
        return json
    }
}

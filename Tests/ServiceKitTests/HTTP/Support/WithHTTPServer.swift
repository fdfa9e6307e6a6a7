import Logging
import ServiceKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import TestSupport

/// A server of the test's own, on a port of its own.
struct ServedHTTP: Sendable {
    let port: Int
    let stop: @Sendable () -> Void
    let tokens: AccessTokens
}

/// Serves routes while `body` runs.
func withHTTPServer(
    _ options: HTTPOptions = .bare, server serverOptions: HTTPServerOptions = .init(),
    metrics: RecordedMetrics = RecordedMetrics(),
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    routes: @Sendable (ServiceRoutes) throws -> Void, _ body: @escaping @Sendable (ServedHTTP) async throws -> Void
) async throws {
    let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(600))
    var options = options
    options.metricsFactory = metrics
    let place = ServiceRoutes(tokens: tokens, options: options)
    try routes(place)
    let server = HTTPServer(
        place, host: "127.0.0.1", port: 0, options: serverOptions, metrics: metrics, logger: logger)
    try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            guard let port = await server.listeningPort() else {
                try await group.waitForAll()
                return
            }
            try await body(ServedHTTP(port: port, stop: { trigger.triggerGracefulShutdown() }, tokens: tokens))
            trigger.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }
}

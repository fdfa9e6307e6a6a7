import APIHummingbird
import APIRuntime
import ArgumentParser
import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PrometheusMetrics
import Resilience
import ServiceKit
import ServiceLifecycle
import Telemetry
import UnixSignals

/// A server to measure.
struct Serve: AsyncParsableCommand {
    /// What requests go through.
    enum Kit: String, CaseIterable, ExpressibleByArgument {
        /// Hummingbird as it comes, without a service kit.
        case hummingbird
        /// The kit's server and routes, with all that can be turned off turned off.
        case bare
        /// All that is on by default, but that only failures are logged.
        case quiet
        /// All that is on by default.
        case full
    }

    static let configuration = CommandConfiguration(abstract: "Serves GET /empty and GET /work until it is ended.")

    @Option(help: "What requests go through: \(Kit.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kit = Kit.full
    @Option(help: "The port to listen on.") var port: Int
    @Option(help: "Processor time that GET /work takes, in microseconds.") var work = 2000
    @Flag(help: "Refuse requests when the processor is busy.") var shed = false

    func run() async throws {
        LoggingSystem.bootstrap(format: .json, level: .info)
        MetricsSystem.bootstrap(
            PrometheusMetricsFactory(registry: PrometheusRegistry(logger: Logger(label: "metrics"))))
        let services: [any Service]
        if kit == .hummingbird {
            services = [hummingbird]
        } else {
            let load = ProcessLoad { OneProcessor.reading }
            services = [load, try await kitServer(load)]
        }
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }))
        try await group.run()
    }

    private var hummingbird: some Service {
        let router = Router()
        router.get("/empty") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: #"{"code":200,"msg":"OK","data":null}"#)))
        }
        return Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            logger: Logger(label: "http"))
    }

    private func kitServer(_ load: ProcessLoad) async throws -> some Service {
        var options = kit == .bare ? HTTPOptions.bare : HTTPOptions()
        if kit == .quiet { options.accessLog = .failures }
        if shed || kit != .bare { options.load = { load.share } }
        if !shed, kit == .bare { options.load = nil }
        let tokens = await AccessTokens(secret: String(repeating: "s", count: 32), expiresAfter: .seconds(600))
        let routes = ServiceRoutes(tokens: tokens, options: options)
        try routes.api.add(APIRoute(.get, "/empty", handler: "empty")) { _ in .empty }
        try routes.api.add(APIRoute(.get, "/work", handler: "work")) { [work] _ in
            OneProcessor.spin(microseconds: work)
            return .empty
        }
        return HTTPServer(routes, host: "127.0.0.1", port: port, logger: Logger(label: "http"))
    }
}

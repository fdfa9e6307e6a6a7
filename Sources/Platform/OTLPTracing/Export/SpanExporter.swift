import AsyncHTTPClient
public import Clocks
public import Logging
public import Metrics
import NIOCore
import NIOPosix
import NIOSSL
import Resilience
public import ServiceLifecycle

/// Sends spans that have ended to an OpenTelemetry collector, over OTLP/HTTP in Protocol Buffers.
///
/// Spans wait in a queue of bounded size and go in batches: when there are enough of them, or after a delay. A collector
/// that is down, slow or answers nonsense costs no request anything: the queue fills up, and further spans are dropped.
/// The metrics `trace_spans_exported_total`, `trace_spans_dropped_total` (no room) and `trace_spans_failed_total` (not
/// taken by the collector) count what becomes of them.
///
/// A batch that the collector has no time for (429, 502, 503, 504), and one that does not reach it, is sent again after a
/// pause, the one that `Retry-After` asks for if it is no more than 30 seconds. On graceful shutdown what is left is sent,
/// as far as the flush time-out allows. It should be the service that stops last, so that the spans of the others are
/// among them.
public final class SpanExporter: Service {
    let queue: SpanQueue
    let configuration: Configuration
    let url: String
    let resource: TraceResource
    let metrics: TraceMetrics
    let clock: any WallClock
    let logger: Logger
    let backoff = Backoff(first: .seconds(1), longest: .seconds(10))

    /// - Parameters:
    ///   - resource: who makes the spans.
    ///   - metricsFactory: where its figures go; the one that the process has installed if none is given.
    ///   - clock: for delays and pauses.
    /// - Throws: ``ConfigurationError``, which names what is wrong.
    public init(
        _ configuration: Configuration, resource: TraceResource, metricsFactory: (any MetricsFactory)? = nil,
        clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(ConfigurationError) {
        url = try configuration.checkedURL()
        self.configuration = configuration
        self.resource = resource
        self.clock = clock
        self.logger = logger
        metrics = TraceMetrics(factory: metricsFactory ?? MetricsSystem.factory)
        queue = SpanQueue(capacity: configuration.queueSize, batchSize: configuration.batchSize, metrics: metrics)
    }

    /// Sends until graceful shutdown or cancellation. It can be run once.
    /// - Throws: where the client cannot be made or shut down, as with certificates that cannot be read.
    public func run() async throws {
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: try clientSettings())
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.export(through: client) }
                group.addTask { await self.limitFlush() }
                // Whichever is first: all was sent, or the time for it is over.
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            self.queue.finish()
        }
        queue.close()
        let lost = queue.take(upTo: .max).count
        if lost > 0 {
            metrics.failed(lost)
            logger.warning("the process stops before all spans were sent", metadata: ["spans": "\(lost)"])
        }
        try await client.shutdown()
    }

    /// Returns when the time for sending the rest is over; never before graceful shutdown.
    private func limitFlush() async {
        do {
            try await gracefulShutdown()
            try await clock.sleep(for: configuration.flushTimeout)
        } catch {
            // Cancelled: all was sent, or nothing more shall be.
        }
    }

    private func clientSettings() throws -> HTTPClient.Configuration {
        var settings = HTTPClient.Configuration()
        settings.timeout = .init(connect: TimeAmount(configuration.timeout))
        settings.redirectConfiguration = .disallow
        // A collector that is down is told at once, and the pause is ours.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        // Sending spans must not make spans.
        settings.tracing.tracer = nil
        if let file = configuration.certificateAuthorities {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            settings.tlsConfiguration = tls
        }
        return settings
    }
}

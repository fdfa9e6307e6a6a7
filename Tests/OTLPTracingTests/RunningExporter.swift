import Clocks
import TestSupport
import Tracing

@testable import OTLPTracing

/// An exporter at work, on a clock that stands still.
struct RunningExporter {
    let exporter: SpanExporter
    let tracer: OTLPTracer
    let clock: ManualWallClock
    let metrics: RecordedMetrics
    let log: RecordedLog

    /// Ends spans.
    func end(_ names: String...) {
        for name in names { tracer.startSpan(name, context: .topLevel).end() }
    }

    /// How many spans are counted as `exported`, `dropped` or `failed`.
    func counted(_ what: String) -> Int {
        Int(metrics.values("trace_spans_\(what)_total{}").last ?? 0)
    }

    /// Lets the delay pass that spans wait for others.
    func passDelay() async {
        await clock.waitForSleepers()
        clock.advance(by: exporter.configuration.delay)
    }
}

/// Runs an exporter while `body` runs, and stops it gracefully after.
/// - Parameter check: what is to hold after that.
func withExporter(
    to endpoint: String, _ change: (inout SpanExporter.Configuration) -> Void = { _ in },
    stopped check: (RunningExporter) async throws -> Void = { _ in },
    _ body: (RunningExporter) async throws -> Void
) async throws {
    var configuration = SpanExporter.Configuration(endpoint: endpoint)
    change(&configuration)
    let (clock, metrics, log) = (ManualWallClock(), RecordedMetrics(), RecordedLog())
    let exporter = try SpanExporter(
        configuration, resource: TraceResource(serviceName: "test", serviceVersion: "1.2.3"), metricsFactory: metrics,
        clock: clock, logger: log.logger)
    let running = RunningExporter(
        exporter: exporter, tracer: OTLPTracer(exporter: exporter), clock: clock, metrics: metrics, log: log)
    try await withService(exporter) { try await body(running) }
    try await check(running)
}

public import Logging
public import OTLPTracing
import Tracing

extension TraceSettings {
    /// Has the spans of this process recorded, and returns the part that sends them, which should be among the first to
    /// start, so that it is among the last to stop; `nil` where the settings record none.
    ///
    /// Comes after the metrics are set up, before anything that makes a span or asks for the tracer, and once in a
    /// process.
    /// - Throws: `SpanExporter.ConfigurationError`, which names what is wrong.
    public func start(as resource: TraceResource, logger: Logger) throws -> ServicePart? {
        guard let export else { return nil }
        let exporter = try SpanExporter(export, resource: resource, logger: logger)
        InstrumentationSystem.bootstrap(OTLPTracer(exporter: exporter, sampler: sampler))
        return ServicePart("trace exporter", exporter)
    }
}

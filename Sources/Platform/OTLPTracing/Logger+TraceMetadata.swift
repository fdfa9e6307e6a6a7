public import Logging
import Tracing

extension Logger.MetadataProvider {
    /// The ids of the present trace and span in hexadecimal, under go-zero's names `trace` and `span`; none outside of
    /// any trace.
    public static let trace = Logger.MetadataProvider {
        guard let trace = ServiceContext.current?.traceContext else { return [:] }
        return ["trace": .string(trace.traceID.description), "span": .string(trace.spanID.description)]
    }
}

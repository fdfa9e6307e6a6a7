import Logging
import OTLPTracing
import ServiceKit

extension StartUp {
    /// Has the spans of this process recorded, and returns what sends them; `nil` where none are.
    ///
    /// A process that runs one service is called after it, and one that runs several `sojourn`.
    static func bootstrapTracing(of services: Set<ServiceName>, _ settings: SojournSettings) throws -> ServicePart? {
        let only = services.count == 1 ? services.first : nil
        return try settings.trace.start(
            as: TraceResource(serviceName: only?.rawValue ?? "sojourn", serviceVersion: Version.number),
            logger: Logger(label: "traces"))
    }
}

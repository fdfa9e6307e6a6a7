import Hummingbird
import Logging
import Telemetry

/// A line for each request: its method, path, status, duration, size, and whose it was. Never its query, fields or body.
struct AccessLog: Sendable {
    /// Longer paths are cut, in characters.
    private static let longestPath = 256

    let scope: HTTPOptions.AccessLogScope
    let slowCalls: SlowCallLog
    let address: ClientAddress

    /// - Parameters:
    ///   - isProbe: whether somebody asks, every few seconds, how the process is; what is amiss then has a line elsewhere.
    ///   - refused: whether the process refused the request to keep others alive, which is no error of its own.
    func note(
        _ request: Request, _ context: APIContext, isProbe: Bool, status: Int, bytes: Int?, elapsed: Duration,
        refused: Bool
    ) {
        if isProbe {
            write(.debug, request, context, status, bytes, elapsed)
        } else if status >= 500, !refused {
            write(.error, request, context, status, bytes, elapsed)
        } else if elapsed >= slowCalls.threshold {
            slowCalls.note(
                "HTTP", took: elapsed, logger: context.logger, metadata: fields(request, context, status, bytes))
        } else if scope == .all {
            write(.info, request, context, status, bytes, elapsed)
        }
    }

    private func write(
        _ level: Logger.Level, _ request: Request, _ context: APIContext, _ status: Int, _ bytes: Int?,
        _ elapsed: Duration
    ) {
        // Before anything is made that would not be written.
        guard level >= context.logger.logLevel else { return }
        var fields = fields(request, context, status, bytes)
        fields["duration"] = .stringConvertible(elapsed)
        context.logger.log(level: level, "request", metadata: fields)
    }

    private func fields(
        _ request: Request, _ context: APIContext, _ status: Int, _ bytes: Int?
    ) -> Logger.Metadata {
        var fields: Logger.Metadata = [
            "method": .string(request.method.rawValue),
            "path": .string(String(request.uri.path.prefix(Self.longestPath))),
            "status": .stringConvertible(status),
            "address": .string(address.of(request, context)),
        ]
        if let bytes { fields["bytes"] = .stringConvertible(bytes) }
        return fields
    }
}

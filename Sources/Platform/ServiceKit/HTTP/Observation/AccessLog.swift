import Clocks
import Hummingbird
import Logging

/// A line for each request: its method, path, status, duration, size, and whose it was. Never its query, fields or body.
struct AccessLog: Sendable {
    /// Longer paths are cut, in characters.
    private static let longestPath = 256

    let scope: HTTPOptions.AccessLogScope
    /// From what duration on a request is slow.
    let slowThreshold: Duration
    let address: ClientAddress

    /// - Parameter refused: whether the process refused the request to keep others alive, which is no error of its own.
    func note(
        _ request: Request, _ context: APIContext, status: Int, bytes: Int?, elapsed: Duration, refused: Bool
    ) {
        let isFailure = status >= 500 && !refused
        let isSlow = elapsed >= slowThreshold
        guard scope == .all || isFailure || isSlow else { return }
        let level: Logger.Level = isFailure ? .error : isSlow ? .warning : .info
        // Before anything is made that would not be written.
        guard level >= context.logger.logLevel else { return }
        var metadata: Logger.Metadata = [
            "method": .string(request.method.rawValue),
            "path": .string(String(request.uri.path.prefix(Self.longestPath))),
            "status": .stringConvertible(status),
            "duration": .string(elapsed.milliseconds),
            "address": .string(address.of(request, context)),
        ]
        if let bytes { metadata["bytes"] = .stringConvertible(bytes) }
        context.logger.log(level: level, isSlow ? "slow request" : "request", metadata: metadata)
    }
}

extension Duration {
    /// In milliseconds, with the tenth: `12.3ms`.
    var milliseconds: String {
        let tenths = (wholeNanoseconds + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10)ms"
    }
}

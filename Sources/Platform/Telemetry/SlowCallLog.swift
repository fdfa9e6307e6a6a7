public import Logging

/// Logs the calls that took long: one line each, of the kind ``LogKind/slow``.
///
/// The HTTP, gRPC, SQL and Redis parts of the kit share one, so that all of them mean the same by "slow". A call that was fast
/// costs one comparison.
public struct SlowCallLog: Sendable {
    /// How long a call may take before it is logged.
    public let threshold: Duration

    /// - Parameter threshold: a call that takes as long or longer is logged.
    public init(threshold: Duration = .milliseconds(500)) {
        self.threshold = threshold
    }

    /// Logs a call if it was slow.
    ///
    /// - Parameters:
    ///   - what: what was slow, `SQL` or `POST /order/v1/…` for example; made for slow calls only. No value that a
    ///     guest has written belongs into it, a statement's parameters for example.
    ///   - duration: how long it took.
    ///   - logger: who logs it, at the level `warning`.
    ///   - metadata: what else is known of it; made for slow calls only.
    @inlinable
    public func note(
        _ what: @autoclosure () -> String, took duration: Duration, logger: Logger,
        metadata: @autoclosure () -> Logger.Metadata = [:], file: String = #fileID, function: String = #function,
        line: UInt = #line
    ) {
        guard duration >= threshold else { return }
        write(what(), duration, logger, metadata(), file, function, line)
    }

    @usableFromInline
    func write(
        _ what: String, _ duration: Duration, _ logger: Logger, _ metadata: Logger.Metadata, _ file: String,
        _ function: String, _ line: UInt
    ) {
        var metadata = metadata
        metadata["duration"] = .stringConvertible(duration)
        metadata[LogKind.metadataKey] = .stringConvertible(LogKind.slow)
        logger.warning("slow: \(what)", metadata: metadata, file: file, function: function, line: line)
    }
}

public import Logging
import Synchronization

/// Keeps what is logged, for tests of what must not pass in silence.
public final class RecordedLog: Sendable {
    private let events = Mutex<[(level: Logger.Level, message: String)]>([])

    public init() {}

    public var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    /// The messages of warnings and errors.
    public var warnings: [String] {
        events.withLock { $0.filter { $0.level >= .warning }.map(\.message) }
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.events.withLock { $0.append((event.level, "\(event.message)")) }
        }
    }
}

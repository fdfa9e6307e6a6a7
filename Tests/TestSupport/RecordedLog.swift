public import Logging
import Synchronization

/// Keeps what is logged, for tests of what must not pass in silence.
public final class RecordedLog: Sendable {
    private let events = Mutex<[(level: Logger.Level, message: String, metadata: Logger.Metadata)]>([])

    public init() {}

    public var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    /// The messages of warnings and errors.
    public var warnings: [String] {
        events.withLock { $0.filter { $0.level >= .warning }.map(\.message) }
    }

    /// All messages, each with its metadata, sorted by name.
    public var lines: [String] {
        events.withLock { events in
            events.map { event in
                let metadata = event.metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
                return event.message + metadata.joined()
            }
        }
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
            log.events.withLock { $0.append((event.level, "\(event.message)", event.metadata ?? [:])) }
        }
    }
}

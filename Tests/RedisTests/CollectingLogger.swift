import Logging
import TestSupport

/// A logger whose messages a test can wait for.
func collectingLogger(_ messages: Collector<String>) -> Logger {
    Logger(label: "test") { _ in CollectingLogHandler(messages: messages) }
}

private struct CollectingLogHandler: LogHandler {
    let messages: Collector<String>
    var logLevel = Logger.Level.warning
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        messages.append("\(event.message)")
    }
}

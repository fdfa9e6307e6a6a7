import CoreMetrics
import Logging
import Synchronization

@testable import PrometheusMetrics

/// A registry of one test, and the lines that it logged.
struct TestRegistry {
    let registry: PrometheusRegistry
    let factory: PrometheusMetricsFactory
    private let lines: LogLines

    init(_ configuration: PrometheusRegistry.Configuration = .init()) {
        let lines = LogLines()
        self.lines = lines
        registry = PrometheusRegistry(
            configuration: configuration, logger: Logger(label: "test") { _ in LineCollector(lines: lines) })
        factory = PrometheusMetricsFactory(registry: registry)
    }

    var logged: [String] { lines.all.withLock { $0 } }

    func text(_ format: ExpositionFormat = .text) -> String {
        String(decoding: registry.document(format), as: UTF8.self)
    }

    /// The lines that are neither HELP nor TYPE.
    func samples(_ format: ExpositionFormat = .text) -> [String] {
        text(format).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
        Counter(label: label, dimensions: dimensions, factory: factory)
    }

    func floatingPointCounter(_ label: String) -> FloatingPointCounter {
        FloatingPointCounter(label: label, dimensions: [], factory: factory)
    }

    func meter(_ label: String, _ dimensions: [(String, String)] = []) -> Meter {
        Meter(label: label, dimensions: dimensions, factory: factory)
    }

    func recorder(_ label: String, _ dimensions: [(String, String)] = [], aggregate: Bool = true) -> Recorder {
        Recorder(label: label, dimensions: dimensions, aggregate: aggregate, factory: factory)
    }

    func timer(_ label: String, _ dimensions: [(String, String)] = []) -> Timer {
        Timer(label: label, dimensions: dimensions, preferredDisplayUnit: .nanoseconds, factory: factory)
    }
}

private final class LogLines: Sendable {
    let all = Mutex<[String]>([])
}

private struct LineCollector: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let metadata = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        lines.all.withLock {
            $0.append("\(event.level): \(event.message) \(metadata.joined(separator: " "))")
        }
    }
}

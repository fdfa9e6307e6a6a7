public import OTLPTracing
public import Settings

/// Which traces a process records, and where it sends them.
public struct TraceSettings: Sendable {
    /// Where spans go.
    public enum Exporter: String, CaseIterable, Sendable {
        case off, otlp
    }

    public static let exporter = Setting<Exporter>.choice(
        "trace.exporter", default: .off,
        "Where traces go: `off` records none, `otlp` sends them to the OpenTelemetry collector of trace.endpoint.")
    public static let endpoint = Setting<String>.url(
        "trace.endpoint", default: "http://127.0.0.1:4318", schemes: ["http", "https"],
        "The collector, which takes OTLP over HTTP; spans are posted to /v1/traces below it.")
    public static let headers = Setting<SecretText?>.secret(
        "trace.headers",
        "Headers for the collector, for authentication for example: name=value, several with commas between them.")
    public static let certificateAuthorities = Setting<String?>.optionalString(
        "trace.caFile", expecting: "the path of a file",
        "The certificate authorities (PEM) that a collector behind https is trusted by; the system's unless set.")
    public static let ratio = Setting<Double>(
        "trace.ratio", default: 1, defaultText: "1", expecting: "a number from 0 to 1",
        """
        The part of the traces that is recorded, of those that begin here. A trace that comes with a request is recorded \
        if its beginner records it.
        """
    ) { text in
        guard let ratio = Double(text), (0...1).contains(ratio) else { return nil }
        return ratio
    }
    public static let queueSize = Setting<Int>.integer(
        "trace.queueSize", default: 4096, in: 1...1_000_000,
        "How many spans may wait to be sent. Those that find no room are dropped and counted.")
    public static let batchSize = Setting<Int>.integer(
        "trace.batchSize", default: 512, in: 1...100_000,
        "The most spans in one request to the collector, no more than trace.queueSize.")
    public static let delay = Setting<Duration>.duration(
        "trace.delay", default: .seconds(5), in: .milliseconds(10) ... .seconds(600),
        "How long a span waits for others to be sent with.")
    public static let timeout = Setting<Duration>.duration(
        "trace.timeout", default: .seconds(10), in: .milliseconds(100) ... .seconds(600),
        "How long one request to the collector may take.")
    public static let flushTimeout = Setting<Duration>.duration(
        "trace.flushTimeout", default: .seconds(5), in: .milliseconds(10) ... .seconds(600),
        "How long the spans that are left may take to be sent when the process stops.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [
        exporter, endpoint, headers, certificateAuthorities, ratio, queueSize, batchSize, delay, timeout, flushTimeout,
    ]

    /// How spans are sent; `nil` where none are recorded.
    public let export: SpanExporter.Configuration?
    /// Which traces are recorded.
    public let sampler: TraceSampler

    /// - Throws: ``Contradiction`` for settings that contradict each other, or headers that are none.
    public init(_ values: LoadedSettings) throws {
        sampler = TraceSampler(ratio: values[Self.ratio])
        guard values[Self.exporter] == .otlp else {
            export = nil
            return
        }
        var export = SpanExporter.Configuration(endpoint: values[Self.endpoint])
        export.headers = try Self.headers(in: values[Self.headers])
        export.certificateAuthorities = values[Self.certificateAuthorities]
        export.queueSize = values[Self.queueSize]
        export.batchSize = values[Self.batchSize]
        export.delay = values[Self.delay]
        export.timeout = values[Self.timeout]
        export.flushTimeout = values[Self.flushTimeout]
        do {
            try export.check()
        } catch {
            throw Contradiction(description: "the settings of trace: \(error)")
        }
        self.export = export
    }

    /// Why settings are refused that are each for itself what they may be.
    public struct Contradiction: Error, CustomStringConvertible {
        public let description: String
    }

    private static func headers(in secret: SecretText?) throws(Contradiction) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for part in (secret?.revealed ?? "").split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else {
                // What stands there may be the secret.
                throw Contradiction(
                    description: "\(Self.headers.key) must be name=value, several with commas between them")
            }
            headers.append((trimmed(pair[0]), trimmed(pair[1])))
        }
        return headers
    }

    private static func trimmed(_ text: Substring) -> String {
        let isInner = { (character: Character) in character != " " }
        guard let first = text.firstIndex(where: isInner), let last = text.lastIndex(where: isInner) else { return "" }
        return String(text[first...last])
    }
}

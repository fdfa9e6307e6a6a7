public import Logging

/// Writes each log line as one JSON object, with the field names of go-zero's logs.
///
/// `@timestamp` (RFC 3339 with milliseconds and zone), `level`, `content` (the message), `caller` (`File.swift:42`, with
/// its module), `label`, and the metadata, whose values are strings. Metadata that is called like one of these fields is
/// written as `metadata.level` and so on. The present span is in `trace` and `span`, how long something took in
/// `duration` (`12.3ms`).
///
/// Levels are swift-log's where go-zero has the same (`debug`, `info`, `error`) or none (`trace`, `notice`, `warning`).
/// `critical` is go-zero's `severe`. A line with a ``LogKind`` has that for its level: `slow`, `stat`.
public struct JSONLinesLogHandler: LogHandler {
    public var logLevel: Logger.Level {
        get { level.value }
        set { level.value = newValue }
    }
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private var level: HandlerLevel
    private let label: String
    private let output: LogOutput
    private let redaction: LogRedaction
    var now: @Sendable () -> LogTime = LogTime.now

    private static let fixedNames: Set<String> = ["@timestamp", "level", "content", "caller", "label"]

    /// - Parameters:
    ///   - label: the logger's label.
    ///   - level: the least severe level that is written, whatever `levels` says; `nil` to obey `levels`.
    ///   - levels: what says, at any time, which level is written.
    ///   - output: where lines go.
    ///   - redaction: the metadata whose values are not written.
    ///   - metadataProvider: where metadata of the present task comes from.
    public init(
        label: String, level: Logger.Level? = nil, levels: LogLevelControl = .process,
        output: LogOutput = .standardError, redaction: LogRedaction = .standard,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label
        self.level = HandlerLevel(levels, label: label, own: level)
        self.output = output
        self.redaction = redaction
        self.metadataProvider = metadataProvider
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let metadata = LogMetadata(
            handler: metadata, provider: metadataProvider, event: event, redaction: redaction)
        var line: [UInt8] = []
        line.reserveCapacity(256)
        line.append(contentsOf: #"{"@timestamp":""#.utf8)
        now().appendRFC3339(to: &line)
        line.append(contentsOf: #"","level":""#.utf8)
        line.append(contentsOf: (metadata.kind?.rawValue ?? event.level.goZeroName).utf8)
        line.append(UInt8(ascii: "\""))
        line.appendJSONField("content", redaction.cleaned(event.message.description))
        line.appendJSONField("caller", "\(event.file):\(event.line)")
        line.appendJSONField("label", label)
        for (key, value) in metadata.fields {
            line.appendJSONField(Self.fixedNames.contains(key) ? "metadata.\(key)" : key, value)
        }
        line.append(contentsOf: "}\n".utf8)
        output.write(line)
    }
}

extension Logger.Level {
    /// The level as go-zero names it, where it has one that means the same.
    fileprivate var goZeroName: String { self == .critical ? "severe" : rawValue }
}

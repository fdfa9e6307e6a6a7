public import Logging

/// Writes log lines for a person at a terminal: `13:30:03.382 INFO  order-rpc: order placed sn=HSO1 nights=2`.
///
/// The label is cut to its last part (`sojourn.order-rpc` to `order-rpc`). Control characters are shown, not sent, so
/// that nothing a client wrote can move the cursor; a message's further lines are indented.
public struct TerminalLogHandler: LogHandler {
    public var logLevel: Logger.Level {
        get { level.value }
        set { level.value = newValue }
    }
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private var level: HandlerLevel
    private let label: String
    private let output: LogOutput
    private let colours: TerminalColours
    private let redaction: LogRedaction
    var now: @Sendable () -> LogTime = LogTime.now

    /// - Parameters:
    ///   - label: the logger's label.
    ///   - level: the least severe level that is written, whatever `levels` says; `nil` to obey `levels`.
    ///   - levels: what says, at any time, which level is written.
    ///   - output: where lines go.
    ///   - isColoured: whether to write colours.
    ///   - redaction: the metadata whose values are not written.
    ///   - metadataProvider: where metadata of the present task comes from.
    public init(
        label: String, level: Logger.Level? = nil, levels: LogLevelControl = .process,
        output: LogOutput = .standardError, isColoured: Bool = false, redaction: LogRedaction = .standard,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label.split(separator: ".").last.map(String.init) ?? label
        self.level = HandlerLevel(levels, label: label, own: level)
        self.output = output
        self.colours = isColoured ? .standard : .none
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
        line.append(contentsOf: colours.dimmed.utf8)
        now().appendTimeOfDay(to: &line)
        line.append(contentsOf: colours.reset.utf8)
        line.append(UInt8(ascii: " "))
        line.append(contentsOf: colours.level(event.level).utf8)
        line.append(contentsOf: (metadata.kind?.shortName ?? event.level.shortName).utf8)
        line.append(contentsOf: colours.reset.utf8)
        line.append(UInt8(ascii: " "))
        line.appendPrintable(label, newline: " ")
        line.append(contentsOf: ": ".utf8)
        line.appendPrintable(redaction.cleaned(event.message.description), newline: "\n    ")
        if !metadata.fields.isEmpty {
            line.append(contentsOf: colours.dimmed.utf8)
            for (key, value) in metadata.fields {
                line.append(UInt8(ascii: " "))
                line.appendPrintable(key, newline: #"\n"#)
                line.append(UInt8(ascii: "="))
                line.appendMetadataValue(value)
            }
            line.append(contentsOf: colours.reset.utf8)
        }
        line.append(UInt8(ascii: "\n"))
        output.write(line)
    }
}

extension Logger.Level {
    /// The level in five characters.
    fileprivate var shortName: String {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO "
        case .notice: "NOTE "
        case .warning: "WARN "
        case .error: "ERROR"
        case .critical: "CRIT "
        }
    }
}

extension LogKind {
    /// The kind in five characters.
    fileprivate var shortName: String {
        switch self {
        case .slow: "SLOW "
        case .stat: "STAT "
        }
    }
}

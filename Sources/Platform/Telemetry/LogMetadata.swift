import Logging

/// The metadata of one line, merged, flattened to text and redacted. Durations are written as go-zero does, `12.3ms`.
struct LogMetadata {
    /// The fields, sorted by key.
    let fields: [(key: String, value: String)]
    /// What the line is, where it says so.
    let kind: LogKind?

    /// - Parameters:
    ///   - handler: what the logger carries; the least specific.
    ///   - provider: what the task carries.
    ///   - event: what the line itself says; it wins.
    init(
        handler: Logger.Metadata, provider: Logger.MetadataProvider?, event: LogEvent, redaction: LogRedaction
    ) {
        var metadata = handler
        if let provider { metadata.merge(provider.get()) { _, new in new } }
        if let error = event.error { metadata["error"] = "\(error)" }
        if let own = event.metadata { metadata.merge(own) { _, new in new } }
        kind = Self.takeKind(from: &metadata)
        fields = metadata.sorted { $0.key < $1.key }.map { key, value in
            (key, redaction.hides(key) ? LogRedaction.replacement : Self.text(value, redaction: redaction))
        }
    }

    private static func takeKind(from metadata: inout Logger.Metadata) -> LogKind? {
        guard case .stringConvertible(let kind as LogKind)? = metadata[LogKind.metadataKey] else { return nil }
        metadata[LogKind.metadataKey] = nil
        return kind
    }

    private static func text(_ value: Logger.MetadataValue, redaction: LogRedaction) -> String {
        switch value {
        case .string(let text): redaction.cleaned(text)
        case .stringConvertible(let duration as Duration): duration.logText
        case .stringConvertible(let value): redaction.cleaned(value.description)
        case .array(let values):
            "[" + values.map { text($0, redaction: redaction) }.joined(separator: ", ") + "]"
        case .dictionary(let values):
            "{"
                + values.sorted { $0.key < $1.key }.map { key, value in
                    let hidden = redaction.hides(key)
                    return "\(key): \(hidden ? LogRedaction.replacement : text(value, redaction: redaction))"
                }.joined(separator: ", ") + "}"
        }
    }
}

import Logging

/// The metadata of one line, merged, flattened to text and redacted.
struct LogMetadata {
    /// The fields, sorted by key.
    let fields: [(key: String, value: String)]

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
        fields = metadata.sorted { $0.key < $1.key }.map { key, value in
            (key, redaction.hides(key) ? LogRedaction.replacement : Self.text(value, redaction: redaction))
        }
    }

    private static func text(_ value: Logger.MetadataValue, redaction: LogRedaction) -> String {
        switch value {
        case .string(let text): text
        case .stringConvertible(let value): value.description
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

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
        var merged: [(key: String, value: Logger.MetadataValue)] = []
        merged.reserveCapacity(handler.count + (event.metadata?.count ?? 0) + 4)
        // From the most specific on. A search costs less than a table: there are few.
        func add(_ key: String, _ value: Logger.MetadataValue) {
            if !merged.contains(where: { $0.key == key }) { merged.append((key, value)) }
        }
        if let own = event.metadata { for (key, value) in own { merged.append((key, value)) } }
        if let error = event.error { add("error", "\(error)") }
        if let provider { for (key, value) in provider.get() { add(key, value) } }
        for (key, value) in handler { add(key, value) }
        kind = Self.takeKind(from: &merged)
        merged.sort { $0.key < $1.key }
        fields = merged.map { key, value in
            (key, redaction.hides(key) ? LogRedaction.replacement : Self.text(value, redaction: redaction))
        }
    }

    private static func takeKind(from metadata: inout [(key: String, value: Logger.MetadataValue)]) -> LogKind? {
        guard let index = metadata.firstIndex(where: { $0.key == LogKind.metadataKey }),
            case .stringConvertible(let kind as LogKind) = metadata[index].value
        else { return nil }
        metadata.remove(at: index)
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

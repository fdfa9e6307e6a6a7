import Tracing

/// How much a span may hold, so that what waits to be exported has a bounded size.
public struct SpanLimits: Sendable, Hashable {
    /// The most attributes of a span, an event or a link. 128, as OpenTelemetry has it.
    public var attributes = 128
    /// The most events. 128.
    public var events = 128
    /// The most links. 128.
    public var links = 128
    /// The most bytes of a text, and the most elements of a list. What is longer is cut.
    public var valueBytes = 4096

    public init() {}

    /// The attributes as far as there is room, those of `kept` before others.
    /// - Returns: how many there was no room for.
    func bounded(
        _ attributes: SpanAttributes, keeping kept: SpanAttributes = [:]
    ) -> (SpanAttributes, dropped: Int) {
        guard attributes.count > self.attributes else { return (attributes, 0) }
        var bounded = SpanAttributes()
        attributes.forEach { name, value in
            if kept.get(name) != nil, bounded.count < self.attributes { bounded.set(name, value: value) }
        }
        attributes.forEach { name, value in
            if bounded.count < self.attributes { bounded.set(name, value: value) }
        }
        return (bounded, attributes.count - bounded.count)
    }

    /// The attributes with values no longer than allowed.
    func cut(_ attributes: SpanAttributes) -> SpanAttributes {
        var result = attributes
        attributes.forEach { name, value in
            if let shorter = cut(value) { result.set(name, value: shorter) }
        }
        return result
    }

    func cut(_ text: String) -> String {
        guard text.utf8.count > valueBytes else { return text }
        // A character that the cut goes through is replaced.
        return String(decoding: text.utf8.prefix(valueBytes), as: UTF8.self)
    }

    /// A shorter value; `nil` where the value is short enough.
    private func cut(_ value: SpanAttribute) -> SpanAttribute? {
        switch value {
        case .string(let text): text.utf8.count > valueBytes ? .string(cut(text)) : nil
        // What it refers to might be large, and might change.
        case .stringConvertible(let value): .string(cut("\(value)"))
        case .stringArray(let texts): .stringArray(texts.prefix(valueBytes / 32).map(cut))
        case .stringConvertibleArray(let values):
            .stringArray(values.prefix(valueBytes / 32).map { cut("\($0)") })
        case .int32Array(let values): values.count > valueBytes ? .int32Array(Array(values.prefix(valueBytes))) : nil
        case .int64Array(let values): values.count > valueBytes ? .int64Array(Array(values.prefix(valueBytes))) : nil
        case .doubleArray(let values): values.count > valueBytes ? .doubleArray(Array(values.prefix(valueBytes))) : nil
        case .boolArray(let values): values.count > valueBytes ? .boolArray(Array(values.prefix(valueBytes))) : nil
        default: nil
        }
    }
}

public import Tracing

extension ServiceContext {
    /// The context as fields to send along, `traceparent` for example; none where the process has no tracer, or the
    /// context no trace.
    public var fields: [String: String] {
        var fields: [String: String] = [:]
        InstrumentationSystem.instrument.inject(self, into: &fields, using: FieldInjector())
        return fields
    }

    /// The context that came along in fields; `nil` where none did, or a broken one, or the process has no tracer.
    public init?(fields: [String: String]) {
        guard !fields.isEmpty else { return nil }
        var context = ServiceContext.topLevel
        InstrumentationSystem.instrument.extract(fields, into: &context, using: FieldExtractor())
        guard !context.isEmpty else { return nil }
        self = context
    }
}

private struct FieldInjector: Injector {
    func inject(_ value: String, forKey key: String, into fields: inout [String: String]) {
        fields[key] = value
    }
}

private struct FieldExtractor: Extractor {
    func extract(key: String, from fields: [String: String]) -> String? {
        fields[key]
    }
}
